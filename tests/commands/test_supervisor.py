"""What does the one who watches over processes do when they cannot begin, end by themselves, or are not its own?"""

import subprocess
import sys

HEAD = """
import os, signal, sys, time
from portal import supervisor
supervisor.PAUSE = 0.1
def say(word):
    sys.stdout.write(word + "\\n")
    sys.stdout.flush()
"""


def watched(program: str) -> tuple[int, list[str]]:
    """Exit status and what was said, by a program that ends by itself."""
    ended = subprocess.run(
        [sys.executable, "-c", HEAD + program], stdout=subprocess.PIPE, text=True, timeout=20, check=False
    )
    return ended.returncode, ended.stdout.splitlines()


def test_it_ends_with_an_error_when_nothing_could_begin() -> None:
    program = """
def load(roles, fork):
    fork("web", lambda: time.sleep(60))
    sys.exit(3)
sys.exit(supervisor.Watch(load, ["web", "worker"]).keep())
"""
    assert watched(program) == (1, [])


TWICE = """
watch = os.getpid()
def load(roles, fork):
    say("load " + " ".join(roles))
    if "still" in roles:
        fork("still", lambda: time.sleep(60))
    fork("short", end_at_once if "still" in roles else end_the_watch)
def end_at_once():
    pass
def end_the_watch():
    os.kill(watch, signal.SIGTERM)
sys.exit(supervisor.Watch(load, ["still", "short"]).keep())
"""


def test_one_that_ends_is_begun_again_and_all_end_with_an_order() -> None:
    assert watched(TWICE) == (0, ["load still short", "load short"])


def test_where_orphans_cannot_be_adopted_it_loads_by_itself() -> None:
    assert watched("supervisor._adopt_orphans = lambda: False\n" + TWICE) == (0, ["load still short", "load short"])


def test_nothing_is_begun_again_once_all_are_to_end() -> None:
    program = """
supervisor._adopt_orphans = lambda: False
def load(roles, fork):
    say("load " + " ".join(roles))
    fork("short", lambda: None)
ended_child = supervisor._ended_child
def hear_order_then():
    ended = ended_child()
    if ended:
        os.kill(os.getpid(), signal.SIGTERM)
    return ended
supervisor._ended_child = hear_order_then
sys.exit(supervisor.Watch(load, ["short"]).keep())
"""
    assert watched(program) == (0, ["load short"])


def test_who_loads_knows_whether_it_is_the_first_time_also_when_all_had_ended() -> None:
    program = """
def load(roles, fork):
    say("again" if watch.has_begun else "first")
    fork("short", (lambda: os.kill(watcher, signal.SIGTERM)) if watch.has_begun else lambda: None)
watcher, watch = os.getpid(), supervisor.Watch(load, ["short"])
sys.exit(watch.keep())
"""
    assert watched(program) == (0, ["first", "again"])
