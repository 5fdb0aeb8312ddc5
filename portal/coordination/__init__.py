"""What does a coordinator see across cohorts, and who has come how far on one?"""
