"""Sending once: a queue of people, a fence in time, and nothing repeated by guess."""
