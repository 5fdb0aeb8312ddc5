"""How does the whole portal survive its machine? Rows and files are copied away, and brought back into an empty place."""
