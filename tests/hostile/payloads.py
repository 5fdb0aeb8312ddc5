"""What might somebody send who means no good, or whose browser is broken?"""

from typing import Any

ELSEWHERE = "ffffffff-ffff-4fff-8fff-ffffffffffff"
BREAKS = "Ærø\r\nBcc: alle@eksempel.dk\x00\x1b[2J\u2028\u2029\u202e\ufeffslut"
MARKUP = "\"'></textarea></title></script><script src=//x></script><img src=x onerror=alert(1)>{{ 7*7 }}${7*7}"
LONG = "æ" * 3000

# One field at a time takes each of these; the rest of the form is as the page gave it.
TEXTS: dict[str, str] = {
    "nothing": "",
    "nul": "a\x00b",
    "breaks": BREAKS,
    "markup": MARKUP,
    "long": LONG,
    "digits": "9" * 5000,
    "other digits": "٣४１²",
    "minus": "-1",
    "float": "1e309",
    "elsewhere": ELSEWHERE,
    "braces": "{" + ELSEWHERE + "}",
    "before time": "0001-01-01",
    "after time": "9999-12-31",
    "summer night": "2027-03-28",
    "no hour": "02:30",
    "late": "24:61",
    "formula": "=1+1",
    "percent": "%(name)s %s %n {0} {x}",
    "address": "javascript:alert(1)",
    "mail": "a@b.dk\r\nBcc: c@d.dk",
}

_DEEP = 60_000
JSON: dict[str, bytes] = {
    "empty": b"",
    "null": b"null",
    "true": b"true",
    "number": b"1",
    "text": b'"x"',
    "array": b"[]",
    "object": b"{}",
    "nan": b'{"size": NaN, "version": Infinity, "parts": [NaN]}',
    "cut": b'{"field": "title", "value": "',
    "not utf-8": b'{"field": "\xff\xfe"}',
    "utf-16": '{"field": "title", "value": "x", "version": 0}'.encode("utf-16"),
    "deep arrays": b"[" * _DEEP + b"]" * _DEEP,
    "deep objects": b'{"a":' * _DEEP + b"1" + b"}" * _DEEP,
    "long number": b'{"version": ' + b"9" * 5000 + b', "size": ' + b"9" * 5000 + b"}",
    "twice": b'{"field": "title", "field": 1}',
}
# Each key of a JSON body in turn holds one of these.
VALUES: dict[str, Any] = {
    "null": None,
    "true": True,
    "zero": 0,
    "minus": -1,
    "huge": 10**40,
    "half": 0.5,
    "array": ["x"],
    "object": {"x": 1},
    "nul": "a\x00b",
    "half a letter": "a\ud800b",
    "breaks": BREAKS,
    "long": LONG,
    "elsewhere": ELSEWHERE,
}

FORM = "application/x-www-form-urlencoded"
_PART = b'--x\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
_FILE = b'--x\r\nContent-Disposition: form-data; name="files"; filename="%s"\r\nContent-Type: %s\r\n\r\n%s\r\n'
# What a body may be whatever the page expects: content type and bytes.
BODIES: dict[str, tuple[str, bytes]] = {
    "bytes": ("application/octet-stream", bytes(range(256))),
    "xml": ("text/xml", b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>"),
    "no type": ("", b"x=1"),
    "odd type": ("æøå/\xff; charset=klingon", b"x=1"),
    "odd charset": (f"{FORM}; charset=klingon", b"title=x"),
    "bad percent": (FORM, b"title=%ff%fe%&%=%zz&=&&;&title%00=%00"),
    "bad utf-8": (FORM, b"title=\xff\xfe\xed\xa0\x80"),
    "many": (FORM, b"&".join(b"a%d=%d" % (n, n) for n in range(3000))),
    "no boundary": ("multipart/form-data", b"--x\r\n\r\n--x--"),
    "empty boundary": ("multipart/form-data; boundary=", b"--\r\n\r\n----"),
    "odd boundary": ("multipart/form-data; boundary=\xe6\x00\xff", b"--x--"),
    "cut multipart": ("multipart/form-data; boundary=x", _PART[:40]),
    "no headers": ("multipart/form-data; boundary=x", b"--x\r\n\r\nhej\r\n--x--"),
    "no name": ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data\r\n\r\nhej\r\n--x--"),
    "many parts": ("multipart/form-data; boundary=x", _PART % (b"a", b"1") * 1100 + b"--x--"),
    "odd encoding": (
        "multipart/form-data; boundary=x",
        _PART.replace(b"\r\n\r\n", b"\r\nContent-Type: text/plain; charset=klingon\r\n\r\n") % (b"title", b"\xff")
        + b"--x--",
    ),
    "files as text": (
        "multipart/form-data; boundary=x",
        b"".join(_PART % (n, b"\xff\x00") for n in (b"files", b"file_ids", b"title", b"sheet")) + b"--x--",
    ),
    "texts as files": (
        "multipart/form-data; boundary=x",
        b"".join(
            (_FILE % (b"a.pdf", b"text/plain", b"\xff")).replace(b"files", n) for n in (b"title", b"text", b"version")
        )
        + b"--x--",
    ),
}

FILE_NAMES: dict[str, str] = {
    "long": "Århus-kørsel-æble " * 18 + ".pdf",
    "folders": "../../../etc/passwd",
    "windows": "C:\\Windows\\System32\\CON.pdf",
    "control": "no\x00ta\x1bt\r\nX-Odd: 1.pdf",
    "backwards": "nota\u202efdp.exe",
    "dots": "...pdf",
    "only ending": ".pdf",
    "spaces": "   .pdf   ",
    "markup": f"{MARKUP}.pdf",
    "quotes": 'a";filename="b.exe.pdf',
    "emoji": "🙂" * 200 + ".pdf",
    "decomposed": "A\u030arhus.pdf",
    "line": "a\u2028b.pdf",
    "nothing": "",
}

HEADERS: dict[str, dict[str, str]] = {
    "range none": {"Range": "bytes="},
    "range words": {"Range": "bytes=a-b"},
    "range zero": {"Range": "bytes=-0"},
    "range back": {"Range": "bytes=5-1"},
    "range past": {"Range": "bytes=999999999999-"},
    "range huge": {"Range": "bytes=0-" + "9" * 400},
    "range many": {"Range": "bytes=" + ",".join(f"{n}-{n}" for n in range(500))},
    "range unit": {"Range": "ænder=0-1"},
    "range minus": {"Range": "bytes=--1"},
    "range digits": {"Range": "bytes=\xb2-\xb3"},
    "if-range": {"Range": "bytes=0-1", "If-Range": "x"},
    "cookie garbage": {"Cookie": "portal=\xff\xfe; portal; =; ;;; session=æ; mitkomponent=\xff\xfe"},
    "cookie cut": {"Cookie": "portal=eyJfdXNlcl9pZCI6IngifQ.x"},
    "cookie dots": {"Cookie": "portal=.eJw.x.y.z"},
    "cookie remember": {"Cookie": "remember_token=a|\xe6\xf8\xe5"},
    "cookie remember bar": {"Cookie": "remember_token=|"},
    "accept": {"Accept": "application/json;q=abc,*/*;q=\xff,;;;"},
    "accept json": {"Accept": "application/json"},
    "language": {"Accept-Language": "da-;q=x,,,\xff-æ;q=" + "9" * 400},
    "token": {"X-CSRFToken": "\xe6\xf8\xe5.\x7f"},
    "agent": {"User-Agent": "\xff" * 3000},
    "etag": {"If-None-Match": '"', "If-Modified-Since": "i går", "If-Match": "*,"},
    "authorization": {"Authorization": "Basic \xff"},
    "authorization digest": {"Authorization": "Digest x="},
    "forwarded": {
        "X-Forwarded-For": "\xff, 1, ,",
        "X-Forwarded-Proto": "javascript",
        "X-Forwarded-Host": "ond.eksempel.dk",
        "X-Forwarded-Prefix": "//ond.eksempel.dk",
        "Forwarded": "host=ond.eksempel.dk;proto=gopher",
    },
    "override": {"X-HTTP-Method-Override": "DELETE", "X-Original-URL": "/koordinering", "X-Rewrite-URL": "/"},
    "file name": {"X-File-Name": "%ff%00%0d%0a\xff.pdf"},
    "origin": {"Origin": "null", "Referer": "http://[", "Sec-Fetch-Site": "x"},
    "date": {"Date": "\xff", "Expect": "x", "Upgrade": "h2c"},
}

QUERIES: dict[str, str] = {
    "bad utf-8": "%ff%fe=%ed%a0%80&x=\xff",
    "nul": "naeste=%00&gemt=%00&vis=%00&sket=%00&ark=%00&tilmeldt=%00",
    "numbers": "&".join(f"{n}={'9' * 4400}" for n in ("nye", "udgave", "uden", "ark", "gemt", "vis", "numre")),
    "digits": "ark=%C2%B2&udgave=%C2%B2&nye=%D9%A3&uden=-7",
    "markup": "&".join(
        f"{n}=%22%3E%3Cscript%3E"
        for n in ("naeste", "gemt", "vis", "sket", "ark", "plads", "laest", "udgave", "flyttet")
    ),
    "ids": "&".join(f"{n}={ELSEWHERE}" for n in ("tilmeldt", "afmeldt", "plads", "file_ids", "cohort_id", "person_id")),
    "many": "&".join("plads=x" for _n in range(3000)),
    "arrays": "naeste[]=1&naeste[a][b]=2&vis[]=",
}

# Where a signed-in reader must not be sent.
AWAY = (
    "http://ond.dk", "https:ond.dk", "//ond.dk", "///ond.dk", "////ond.dk", "/\\ond.dk", "\\\\ond.dk", "\\/ond.dk",
    "/\t/ond.dk", "/\n/ond.dk", "/\r/ond.dk", "\t//ond.dk", " //ond.dk", "/ /ond.dk", "/\x00/ond.dk", "/\x0b/ond.dk",
    "/%09/ond.dk/..//ond.dk", "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x",
    "mailto:x@ond.dk", "ond.dk", "@ond.dk", "user@ond.dk", "http://localhost@ond.dk", "http:///ond.dk", "http:\\\\ond.dk",
    "http://localhost.ond.dk", "/@ond.dk/..//", "//localhost@ond.dk", "//ond.dk\\@localhost", "/\\/ond.dk", "/\u2028/ond.dk",
    "/\u3000/ond.dk", "//\u2025ond.dk", "//ond\u3002dk", "/x\r\nLocation: //ond.dk", "/x%0d%0aLocation:%20//ond.dk", "/\x85/ond.dk",
    "", "?", "#", "..//ond.dk", "./\\ond.dk", "http://[::1", "//[", "/[",
)  # fmt: skip
