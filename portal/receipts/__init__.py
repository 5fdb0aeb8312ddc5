"""What did somebody hand in, when, and is it what we keep?"""
