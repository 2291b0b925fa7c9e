"""What happens around every request: the loading page, the transaction under the viewer's token, the audit row."""
