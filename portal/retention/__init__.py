"""How long is what kept, what does the portal hold on somebody, and how does it go for good?"""
