"""Tests of how people come in."""
