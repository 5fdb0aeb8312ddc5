"""What becomes of a cohort's cases once they have come: shown on the wall one by one, or gathered to read."""
