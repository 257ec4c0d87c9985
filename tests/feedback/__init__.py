"""Tests of hearing back from SendGrid."""
