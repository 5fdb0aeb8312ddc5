"""What do a rule and its page get? Who asks, and the things whose ids stand in the address, loaded."""

import inspect
from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import abort, redirect, url_for

from portal.loaders import LOADERS
from portal.people import session
from portal.people.models import Person
from portal.speakers import visiting
from portal.speakers.models import Speaker

Rule = Callable[..., bool]


def wanted_by(rule: Rule) -> dict[str, type]:
    """What a rule takes, by name; refuses at import what nobody could load."""
    hints = {n: t for n, t in inspect.get_annotations(rule, eval_str=True).items() if n != "return"}
    unknown = [n for n, t in hints.items() if t not in LOADERS and t not in {Person, str, int}]
    if unknown or inspect.signature(rule).return_annotation is inspect.Signature.empty:
        raise TypeError(f"the rule {rule.__name__} takes what the door cannot load: {unknown}")
    return hints


def load(wanted: dict[str, type], ids: dict[str, Any]) -> dict[str, Any] | None:
    """The page's arguments; None when somebody has to sign in first. The person is looked for before anything else."""
    arguments: dict[str, Any] = {}
    if "person" in wanted:
        person = session.current_person()
        if person is None:
            return None
        arguments["person"] = person
    if "speaking" in wanted:
        arguments["speaking"] = _speaker()
    return arguments | things(wanted, ids)


def load_anew(wanted: dict[str, type], ids: dict[str, Any]) -> dict[str, Any] | None:
    """The same, read once more in place. The person comes last, for as somebody's author they are read with less."""
    arguments = things(wanted, ids, is_anew=True)
    if "speaking" in wanted:
        arguments["speaking"] = _speaker()
    if "person" in wanted:
        person = session.person_anew()
        if person is None:
            return None
        arguments["person"] = person
    return arguments


def things(wanted: dict[str, type], ids: dict[str, Any], *, is_anew: bool = False) -> dict[str, Any]:
    """What the address names, without who asks; what is not there is not found."""
    arguments: dict[str, Any] = {}
    for name, kind in wanted.items():
        if name in {"person", "speaking"}:
            continue
        if kind in {str, int}:
            arguments[name] = ids[name]
            continue
        given: UUID = ids[f"{name}_id"]
        arguments[name] = LOADERS[kind](given, is_anew=is_anew)
        if arguments[name] is None:
            abort(404)
    return arguments


def _speaker() -> Speaker:
    """Who is here to speak. Who is signed in finds nothing; anybody else is led to where one says who one is."""
    speaker = visiting.current_speaker()
    if speaker is None and session.current_person() is not None:
        abort(404)
    if speaker is None:
        abort(redirect(url_for("speakers.enter"), code=303))
    return speaker
