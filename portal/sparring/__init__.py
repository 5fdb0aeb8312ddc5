"""How do participants of a case group help each other? One piece of advice and one question to each other's cases."""
