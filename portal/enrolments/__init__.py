"""Who is on which cohort, in which order did they come, and who waits?"""
