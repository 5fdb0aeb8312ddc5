"""Who has a role besides taking part, teaching and coordinating, and when was it last looked at who has which?"""
