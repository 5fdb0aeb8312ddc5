"""How does the domain say no? In a sentence the reader can act on."""


class Refused(Exception):
    """The act is not possible now. The sentence says what happened and what to do; `field` names the form field it is about.

    `status` is the HTTP status that says the same to a script.
    """

    status = 409

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class Conflict(Refused):
    """Somebody saved a newer version meanwhile. `theirs` is the stored text and `version` its number."""

    def __init__(self, sentence: str, *, field: str, theirs: str, version: int) -> None:
        super().__init__(sentence, field=field)
        self.theirs = theirs
        self.version = version
