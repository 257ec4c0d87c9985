"""Who may be mailed and why: the ledger of what people said, and the one function that decides."""
