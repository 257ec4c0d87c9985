"""Tests of handing campaigns over, once."""
