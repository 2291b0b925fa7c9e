"""Posts of an agency: who acts for it, in which role, vetted, trained and declared until when."""
