"""What does each participant bring from work, and who may read it?"""
