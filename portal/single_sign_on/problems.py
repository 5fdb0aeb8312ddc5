"""What can go wrong with somebody's account elsewhere? The text of each says what, for the log, and nothing of a token."""


class ProviderDown(Exception):
    """The issuer does not answer, or with something that is no answer."""


class NotProven(Exception):
    """The token does not prove who came."""


class UnknownKey(NotProven):
    """It was signed with a key that the issuer had not told of when we last asked."""
