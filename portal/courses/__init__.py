"""What courses are there, and when and where does each cohort meet?"""
