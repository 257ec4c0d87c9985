"""The Reports page: what became of a campaign, in numbers with the people behind them."""
