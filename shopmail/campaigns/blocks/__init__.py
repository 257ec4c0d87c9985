"""What a mail is built from: one class a kind of block, drawn as MJML, and the locked footer."""
