"""What are participants asked to do for the follow-up day, what did they hand in, and what did the instructor answer?"""
