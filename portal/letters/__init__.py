"""How do letters get to people? Posted inside the transaction, delivered later."""
