"""Is sparring in a case group between giver and author alone?"""
