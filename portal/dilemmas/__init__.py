"""Dilemmas to talk about in the room: cards of one's own, of a case whose author has said yes, and of the seven duties."""
