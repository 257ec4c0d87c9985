"""What is looked at before a campaign may leave: some findings stop it, others warn."""
