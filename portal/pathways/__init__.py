"""What does each person do next, and how far have they come?"""
