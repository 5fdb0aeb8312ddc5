"""What is shared with a cohort, from when, and who has looked at it?"""
