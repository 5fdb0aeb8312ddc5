"""Who did or read what, and when? Never content."""
