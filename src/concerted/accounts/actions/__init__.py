"""What is done to accounts: invite, hand over a link, redeem it."""
