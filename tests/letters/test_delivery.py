"""Does every letter arrive, once, whatever the mail server does?"""

import ssl
import subprocess
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from flask import Flask

from portal import clock
from portal.config import Misconfigured
from portal.db import db
from portal.letters.delivery import MOST_TRIES, Sent, pause_after, send_due_letters
from portal.letters.models import Letter
from portal.letters.queries import Backlog, backlog
from portal.letters.relay import Relay, RelayDown, relay_from
from tests.services.process import pick_port
from tests.services.smtp_sink import Handler, Sink, running_smtp

SENDER = "MitKomponent <portal@eksempel.dk>"


@pytest.fixture
def sink() -> Iterator[Sink]:
    with running_smtp() as running:
        yield running


def write(app: Flask, count: int = 1, **values: object) -> list[Letter]:
    """Letters in the outbox."""
    made = [
        Letter(
            **{
                "kind": "sign_in_code",
                "to_name": "Maja Bruun",
                "to_email": f"maja{number}@eksempel.dk",
                "subject": "Din kode til MitKomponent",
                "body": "Din kode er 12345678\n",
                "message_id": f"<{number:040}@mitkomponent>",
                **values,
            }
        )
        for number in range(count)
    ]
    with app.app_context():
        db.session.add_all(made)
        db.session.commit()
    return made


def deliver(app: Flask, sink: Sink, **changes: object) -> Sent:
    relay = relay_from(sink.url)
    assert relay is not None
    with app.app_context():
        return send_due_letters(Relay(**{**vars(relay), **changes}), sender=SENDER)  # type: ignore[arg-type]


def kept(app: Flask) -> Letter:
    with app.app_context():
        return db.session.query(Letter).one()


def test_a_letter_arrives_once_as_plain_text_from_the_portal(own_app: Flask, sink: Sink) -> None:
    write(own_app, subject="Blåbærgrød på Ærø", body="Hej Åse\n\nDin plads er klar.\n", to_name="Åse Bjørnø")
    assert deliver(own_app, sink) == Sent(1, 0)
    assert deliver(own_app, sink) == Sent(0, 0)
    [letter] = sink.messages
    assert letter["Subject"] == "Blåbærgrød på Ærø"
    assert letter["From"] == SENDER
    assert letter["To"] == "Åse Bjørnø <maja0@eksempel.dk>"
    assert letter["Message-ID"] == f"<{0:040}@mitkomponent>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.get_content_type() == "text/plain"
    assert letter.get_content() == "Hej Åse\n\nDin plads er klar.\n"
    assert (letter.sender, letter.recipients) == ("portal@eksempel.dk", ["maja0@eksempel.dk"])


def test_a_code_that_was_sent_cannot_be_read_from_the_database(own_app: Flask, sink: Sink) -> None:
    write(own_app)
    deliver(own_app, sink)
    assert "12345678" in sink.messages[0].get_content()
    assert kept(own_app).body == ""


def test_any_other_letter_that_was_sent_is_kept(own_app: Flask, sink: Sink) -> None:
    write(own_app, kind="announcement", body="Velkommen\n")
    deliver(own_app, sink)
    assert kept(own_app).body == "Velkommen\n"


def test_a_letter_waits_for_its_moment(own_app: Flask, sink: Sink) -> None:
    write(own_app, due_at=clock.now() + timedelta(hours=1))
    assert deliver(own_app, sink) == Sent(0, 0)
    clock.set_clock(clock.now() + timedelta(hours=1))
    assert deliver(own_app, sink) == Sent(1, 0)


def test_without_a_relay_letters_stay_in_the_outbox(own_app: Flask) -> None:
    write(own_app)
    with own_app.app_context():
        assert send_due_letters(relay_from(""), sender=SENDER) == Sent(0, 0)
    assert (kept(own_app).tries, kept(own_app).sent_at) == (0, None)


def test_three_workers_at_once_send_each_letter_once(own_app: Flask, sink: Sink) -> None:
    write(own_app, 60)
    start, done = threading.Barrier(3), []

    def work() -> None:
        start.wait()
        done.append(deliver(own_app, sink))

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert (sum(d.sent for d in done), sum(d.failed for d in done)) == (60, 0)
    assert sorted(m["Message-ID"] for m in sink.messages) == [f"<{n:040}@mitkomponent>" for n in range(60)]


def test_mail_down_blames_no_letter_and_loses_none(own_app: Flask, sink: Sink) -> None:
    write(own_app, 3)
    sink.stop()
    with pytest.raises(RelayDown, match="ConnectionRefusedError"):
        deliver(own_app, sink)
    with own_app.app_context():
        assert {(row.tries, row.leased_until) for row in db.session.query(Letter)} == {(0, None)}
    sink.start()
    assert deliver(own_app, sink) == Sent(3, 0)


def test_a_letter_that_is_refused_is_tried_again_after_growing_pauses_and_given_up_at_last(
    own_app: Flask, sink: Sink
) -> None:
    write(own_app)
    sink.refuse("550 5.7.1 Not here")
    start = clock.now()
    for tries in range(1, MOST_TRIES + 1):
        assert deliver(own_app, sink) == Sent(0, 1)
        assert deliver(own_app, sink) == Sent(0, 0)
        letter = kept(own_app)
        assert (letter.tries, letter.due_at - clock.now()) == (tries, pause_after(tries))
        clock.set_clock(letter.due_at)
    assert letter.given_up_at is not None
    assert letter.last_error == "SMTPSenderRefused 550"
    assert letter.given_up_at - start > timedelta(hours=48)
    sink.start()
    assert deliver(own_app, sink) == Sent(0, 0)
    with own_app.app_context():
        assert backlog(timedelta(minutes=5)) == Backlog(late=0, given_up=1)


def test_one_refused_letter_stops_none_of_the_others(own_app: Flask, sink: Sink) -> None:
    write(own_app, 3)
    with own_app.app_context():
        db.session.query(Letter).filter_by(to_email="maja0@eksempel.dk").one().to_email = "ingen adresse"
        db.session.commit()
    assert deliver(own_app, sink) == Sent(2, 1)


def test_a_relay_that_says_nothing_is_left_after_the_timeout(own_app: Flask, sink: Sink) -> None:
    write(own_app)
    sink.hang()
    assert deliver(own_app, sink, seconds=0.3) == Sent(0, 1)
    assert kept(own_app).last_error in {"SMTPServerDisconnected", "TimeoutError"}
    clock.set_clock(clock.now() + timedelta(minutes=1))
    sink.start()
    assert deliver(own_app, sink) == Sent(1, 0)


def test_a_worker_that_died_leaves_its_letter_to_another_when_the_lease_ends(own_app: Flask, sink: Sink) -> None:
    write(own_app, tries=1, leased_until=clock.now() + timedelta(minutes=10))
    assert deliver(own_app, sink) == Sent(0, 0)
    clock.set_clock(clock.now() + timedelta(minutes=10))
    assert deliver(own_app, sink) == Sent(1, 0)


@pytest.mark.parametrize(
    "evil", ["\r\nBcc: offer@eksempel.dk", "\nBcc: offer@eksempel.dk", "\u2028Bcc: x", "\x00", "\x0b"]
)
def test_wb_8_a_name_or_subject_adds_no_header_and_no_recipient(own_app: Flask, sink: Sink, evil: str) -> None:
    """WB-8: 0 extra headers, 0 extra recipients."""
    if "\x00" in evil and own_app.config["SQLALCHEMY_DATABASE_URI"].startswith("postgresql"):
        pytest.skip("PostgreSQL keeps no NUL")
    write(own_app, to_name=f"Maja{evil} Bruun", subject=f"Din kode{evil}")
    assert deliver(own_app, sink) == Sent(1, 0)
    [letter] = sink.messages
    assert letter["Bcc"] is None
    assert letter.recipients == ["maja0@eksempel.dk"]
    assert not {"Bcc", "Cc"} & set(letter.keys())


def test_backlog_counts_what_should_have_left(own_app: Flask) -> None:
    write(own_app, 2)
    patience = timedelta(minutes=5)
    with own_app.app_context():
        assert backlog(patience) == Backlog(0, 0)
        clock.set_clock(clock.now() + timedelta(minutes=6))
        assert backlog(patience) == Backlog(2, 0)


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A key and a certificate for 127.0.0.1 that nobody has signed, in one file."""
    made = tmp_path / "relay.pem"
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=127.0.0.1"
    names = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", f"{made}", "-out", f"{made}.crt"]
    subprocess.run([*command.split(), *names], check=True, capture_output=True)
    made.write_text(made.read_text() + Path(f"{made}.crt").read_text())
    return made


@pytest.fixture
def secret_sink(certificate: Path) -> Iterator[tuple[int, Handler]]:
    """A relay that takes letters only after STARTTLS."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    handler = Handler()
    running = Controller(
        handler, hostname="127.0.0.1", port=pick_port(), tls_context=context, require_starttls=True
    )  # fmt: skip
    running.start()
    yield running.port, handler
    running.stop()


def test_a_relay_with_a_certificate_we_trust_gets_letters_over_tls_only(
    own_app: Flask, secret_sink: tuple[int, Handler], certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    port, handler = secret_sink
    write(own_app)
    relay = relay_from(f"smtp://127.0.0.1:{port}?starttls=required")
    with own_app.app_context():
        with pytest.raises(RelayDown, match="SSLCertVerificationError"):
            send_due_letters(relay, sender=SENDER)
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert send_due_letters(relay, sender=SENDER) == Sent(1, 0)
    assert len(handler.letters) == 1


def test_a_relay_without_tls_gets_nothing_when_tls_is_required(own_app: Flask, sink: Sink) -> None:
    write(own_app)
    with own_app.app_context(), pytest.raises(RelayDown, match="SMTPNotSupportedError"):
        send_due_letters(relay_from(sink.url + "?starttls=required"), sender=SENDER)
    assert sink.messages == []


def test_a_url_names_relay_port_user_and_how_it_is_encrypted() -> None:
    far = Relay(host="mail.eksempel.dk", port=587, user="per", password="p@s", tls="starttls")
    assert relay_from("smtp://per:p%40s@mail.eksempel.dk:587") == far
    assert relay_from("smtps://mail.eksempel.dk") == Relay(host="mail.eksempel.dk", port=465, tls="whole")
    assert relay_from("smtp://localhost") == Relay(host="localhost", port=25, tls="none")
    assert relay_from("smtp://mail.eksempel.dk?starttls=never") == Relay(host="mail.eksempel.dk", port=25)
    assert "p@s" not in repr(far)


@pytest.mark.parametrize("odd", ["smtp://", "smtp://a:b", "smtp://mail.dk?starttls=maybe", "http://mail.dk"])
def test_an_odd_url_is_refused_with_a_sentence(odd: str) -> None:
    with pytest.raises(Misconfigured, match="PORTAL_SMTP_URL must look like"):
        relay_from(odd)
