"""How do one Ceph monitor, one OSD and one RADOS Gateway come up, and go down again?"""

import json
import os
import shutil
import signal
import time
import uuid
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tests.services.ceph_conf import replace_private, write_conf
from tests.services.process import (
    Child,
    ServiceError,
    answers,
    environment_without,
    pick_port,
    port_is_free,
    run,
    spawn,
    wait_until,
)


@dataclass
class State:
    """What a data folder remembers from start to start."""

    store: str
    fsid: str = field(default_factory=lambda: str(uuid.uuid4()))
    osd: str = field(default_factory=lambda: str(uuid.uuid4()))
    mon_port: int = field(default_factory=pick_port)
    done: bool = False

    def save(self, folder: Path) -> None:
        replace_private(folder / "state.json", json.dumps(asdict(self)))


def load_state(folder: Path, memory: bool) -> State:
    store = "memory" if memory else "file"
    saved = folder / "state.json"
    if not saved.exists():
        return State(store)
    state = State(**json.loads(saved.read_text()))
    if state.store != store:
        raise ServiceError(f"This data folder was made for the {state.store} store.")
    return state if state.done and not memory else State(store)


@dataclass
class Node:
    folder: Path
    port: int
    memory: bool
    size_gb: int
    lock: int
    children: list[Child] = field(default_factory=list)

    @property
    def conf(self) -> Path:
        return self.folder / "ceph.conf"

    def start(self, access_key: str, secret_key: str) -> State:
        """Everything up to a gateway that listens; the caller marks the state as done."""
        state = load_state(self.folder, self.memory)
        self.prepare(state)
        mon = self.spawn("mon", "ceph-mon", "-i", "a")
        wait_until(lambda: answers(state.mon_port), mon, "listening")
        if not state.done:
            self.ceph("osd", "new", state.osd)
            self.tool("ceph-osd", "-i", "0", "--mkfs", "--osd-uuid", state.osd)
        self.start_osd()
        self.set_user(access_key, secret_key)
        gateway = self.spawn("rgw", "radosgw", "-n", "client.rgw")
        wait_until(lambda: answers(self.port), gateway, "listening", 60)
        return state

    def stop(self) -> None:
        # What is in memory is not worth the seconds a clean end takes to write it down.
        how = signal.SIGKILL if self.memory else signal.SIGTERM
        while self.children:
            self.children.pop().stop(how)

    def prepare(self, state: State) -> None:
        if not state.done:
            for name in ("mon", "osd"):
                shutil.rmtree(self.folder / name, ignore_errors=True)
                (self.folder / name).mkdir(mode=0o700)
        moved = state.done and not port_is_free(state.mon_port)
        if moved:
            state.mon_port = pick_port()
        write_conf(
            self.conf,
            fsid=state.fsid,
            mon_port=state.mon_port,
            port=self.port,
            memory=self.memory,
            size_gb=self.size_gb,
        )
        state.save(self.folder)
        if moved or not state.done:
            self.write_monmap(state)

    def write_monmap(self, state: State) -> None:
        path = str(self.folder / "monmap")
        address = f"[v2:127.0.0.1:{state.mon_port}]"
        make = ["monmaptool", "--create", "--clobber", "--fsid", state.fsid, "--addv", "a", address]
        run([*make, "--set-min-mon-release", "pacific", path])
        use = ["--inject-monmap", path] if state.done else ["--mkfs", "--monmap", path]
        self.tool("ceph-mon", "-i", "a", *use)

    def spawn(self, name: str, program: str, *arguments: str) -> Child:
        child = spawn(
            name,
            [program, "-c", self.conf, "-f", *arguments],
            self.folder / "log" / f"{name}.out",
            on_parent_death=signal.SIGKILL if self.memory else signal.SIGTERM,
            environment=environment_without("CEPH_"),
            keep_open=[self.lock],  # the folder is in use until the last of them has ended
        )
        self.children.append(child)
        return child

    def tool(self, program: str, *arguments: str) -> str:
        environment = environment_without("CEPH_")
        return run([program, "-c", self.conf, *arguments], environment=environment)

    def ceph(self, *arguments: str) -> str:
        return self.tool("ceph", "--connect-timeout", "20", *arguments)

    def start_osd(self) -> None:
        before = self.osd_up_since()  # after kill -9 the old map still says "up"
        osd = self.spawn("osd", "ceph-osd", "-i", "0")
        wait_until(lambda: self.osd_up_since() > before, osd, "coming up", 60)

    def osd_up_since(self) -> int:
        """The epoch in which the OSD last came up; 0 before its first time."""
        osds = json.loads(self.ceph("osd", "dump", "-f", "json"))["osds"]
        return int(osds[0]["up_from"]) if osds else 0

    def set_user(self, access_key: str, secret_key: str) -> None:
        """The S3 user "portal" with exactly this one key, whatever it had before."""
        admin = ("radosgw-admin", "-n", "client.rgw")
        wanted = (f"--access-key={access_key}", f"--secret-key={secret_key}")
        try:
            user = json.loads(self.tool(*admin, "user", "info", "--uid=portal"))
        except ServiceError:
            create = ("user", "create", "--uid=portal", "--display-name=portal", "--max-buckets=0")
            self.tool(*admin, *create, *wanted)
            return
        keys = [(key["access_key"], key["secret_key"]) for key in user["keys"]]
        if keys == [(access_key, secret_key)]:
            return
        edit = ("key", "rm", "--uid=portal", "--key-type=s3")
        for key, _secret in keys:
            self.tool(*admin, *edit, f"--access-key={key}")
        self.tool(*admin, "key", "create", "--uid=portal", "--key-type=s3", *wanted)

    def watch(self) -> None:
        """Until a signal unwinds us, or one of the three ends by itself."""
        while True:
            for child in self.children:
                child.check()
            time.sleep(0.5)


def own_folder(path: Path) -> Path:
    folder = Path(os.path.realpath(path))
    (folder / "log").mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    return folder
