"""What has been written to a whole cohort?"""
