"""What happened, as data: numbers that are counts of rows, and the people behind each number."""
