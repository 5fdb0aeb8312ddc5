"""Where are files kept, and who put them there?"""
