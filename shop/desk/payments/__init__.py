"""The payments desk: every payment with its whole story, what is stuck and why, and the next step as a button."""
