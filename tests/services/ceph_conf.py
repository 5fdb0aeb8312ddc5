"""Which settings make a one-node Ceph cluster small, quick and quiet enough for tests?"""

from pathlib import Path

QUIET = (
    *("ms", "mon", "paxos", "monc", "auth", "osd", "bluestore", "bdev", "bluefs", "rocksdb"),
    *("rgw", "objecter", "rados", "filer", "client", "none", "optracker", "filestore"),
    *("memstore", "objclass", "crush"),
)

GLOBAL = """[global]
fsid = {fsid}
mon host = v2:127.0.0.1:{mon_port}
mon initial members = a
public addr = 127.0.0.1
cluster addr = 127.0.0.1
auth cluster required = none
auth service required = none
auth client required = none
ms mon client mode = crc
ms mon cluster mode = crc
ms mon service mode = crc
admin socket =
pid file =
run dir = {folder}/log
crash dir = {folder}/log
keyring = {folder}/keyring
log file = {folder}/log/$name.log
log to stderr = false
err to stderr = true
mon cluster log file = {folder}/log/cluster.log
mon cluster log to file = false
debug default = 0/0
{quiet}
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 8
osd pool default pgp num = 8
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
osd crush update on start = true
mon allow pool size one = true
mon max pg per osd = 2000
mon data avail warn = 2
mon data avail crit = 1
mon osd nearfull ratio = .95
mon osd backfillfull ratio = .96
mon osd full ratio = .97
paxos propose interval = 0.05
"""

DAEMONS = """[mon]
mon data = {folder}/mon
[osd]
osd data = {folder}/osd
osd journal =
osd objectstore = {store}
osd failsafe full ratio = .98
osd mon shutdown timeout = 1
osd class load list = *
osd class default list = *
osd max object name len = 2048
bluestore block size = {size}
bluestore fsck on mkfs = false
bdev aio poll ms = 10
bluestore cache autotune = false
bluestore cache size = 268435456
memstore device bytes = {size}
[client.rgw]
rgw data = {folder}/log
rgw frontends = beast endpoint=127.0.0.1:{port} tcp_nodelay=1
rgw thread pool size = 64
rgw relaxed region enforcement = true
rgw enable usage log = false
rgw enable ops log = false
rgw gc obj min wait = 60
rgw gc processor period = 60
rgw gc processor max time = 60
rgw crypt require ssl = false
"""


def write_conf(path: Path, *, fsid: str, mon_port: int, port: int, memory: bool, size_gb: int) -> None:
    quiet = "\n".join(f"debug {part} = 0/0" for part in QUIET)
    text = (GLOBAL + DAEMONS).format(
        fsid=fsid,
        mon_port=mon_port,
        port=port,
        folder=path.parent,
        quiet=quiet,
        store="memstore" if memory else "bluestore",
        size=size_gb << 30,
    )
    replace_private(path, text)


def replace_private(path: Path, text: str) -> None:
    """Whole or not at all, readable by us alone."""
    new = path.with_suffix(".new")
    new.touch(mode=0o600)
    new.write_text(text)
    new.replace(path)
