"""Hearing back: what SendGrid's lists say of people, recorded once, and what follows from it."""
