"""Which real services do the tests run against, and how are they started and ended?"""
