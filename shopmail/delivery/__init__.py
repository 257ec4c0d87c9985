"""The post office: carries finished mails, knows no campaign and no database."""
