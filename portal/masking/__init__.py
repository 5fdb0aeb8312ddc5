"""Which words of a text point to one person or one place, and which words can stand there instead?"""
