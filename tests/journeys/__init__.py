"""Whole journeys, from a file of customers to a report."""
