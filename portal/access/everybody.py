"""What is open to the world, to everybody who is signed in, or to whoever began an upload?"""

from portal.courses.reach import is_coordinator, is_staff
from portal.credentials.models import Passkey, TrustedBrowser
from portal.letters.models import Letter
from portal.people.models import Person, SignInSession
from portal.people.throttle_models import KnownBrowser
from portal.single_sign_on.models import ExternalIdentity
from portal.storage.models import FileState, StoredFile
from portal.vouching.models import Vouch


def anyone() -> bool:
    """Open to the world."""
    return True


def open_file(version: str, path: str) -> bool:  # noqa: ARG001 - the door hands both to the page
    """Static files are open to the world."""
    return True


def may_read_letter(letter: Letter) -> bool:  # noqa: ARG001 - the page exists in the demonstration world only
    """Read a letter of the demonstration world."""
    return True


def anyone_with_address(key: str) -> bool:  # noqa: ARG001 - the page itself checks the signature
    """Open to whoever holds an address the portal signed; it names one file and expires."""
    return True


def anyone_with_part_address(key: str, number: int) -> bool:  # noqa: ARG001 - the page itself checks the signature
    """Open to whoever holds an address the portal signed for one part of an upload."""
    return True


def signed_in(person: Person) -> bool:
    """Open to everybody the provider knows."""
    return person.disabled_at is None


def may_end_session(person: Person, sign_in_session: SignInSession) -> bool:
    """Sign oneself out on another device: nobody but the person whose session it is."""
    return sign_in_session.person_id == person.id


def anyone_with_token(token: str) -> bool:  # noqa: ARG001 - what the token leads to asks for more
    """Open to whoever was sent a letter with a link; it leads to a page that asks who one is."""
    return True


def anyone_from(domain: str) -> bool:  # noqa: ARG001 - whether a domain has a provider is no secret
    """Open to the world: where the people of a mail domain sign in."""
    return True


def may_link_account(person: Person, domain: str) -> bool:  # noqa: ARG001 - the page finds the domain's provider
    """Let an account elsewhere open one's own."""
    return person.disabled_at is None


def may_unlink_account(person: Person, external_identity: ExternalIdentity) -> bool:
    """Let go of an account elsewhere: nobody but the person whose it opens."""
    return external_identity.person_id == person.id


def may_keep_passkey(person: Person, passkey: Passkey) -> bool:
    """Name or remove a passkey: nobody but whose it is."""
    return passkey.person_id == person.id


def may_distrust(person: Person, trusted_browser: TrustedBrowser) -> bool:
    """Be asked for a code in a browser again: nobody but whose it is."""
    return trusted_browser.person_id == person.id


def may_vouch_for_staff(person: Person) -> bool:
    """Speak for a colleague who has lost the second step; it takes two people. Who runs a cohort: for those who work there."""
    return is_coordinator(person) or person.is_administrator


def may_take_back_vouch(person: Person, vouch: Vouch) -> bool:
    """Take back what one has said for somebody; an administrator also what others have."""
    return vouch.by_id == person.id or person.is_administrator


def may_forget_browser(person: Person, known_browser: KnownBrowser) -> bool:
    """Let a browser one has signed in in be a strange one again: nobody but whose it is."""
    return known_browser.person_id == person.id


def may_administer(person: Person) -> bool:
    """See how the portal itself stands. Gives no right to what people have in it."""
    return person.is_administrator


def may_upload(person: Person) -> bool:
    """Begin an upload. What becomes of the file is judged when something claims it."""
    return is_staff(person) or any(e.takes_a_seat for e in person.enrolments)


def may_send_material(person: Person) -> bool:
    """Send files of gigabytes straight to the store: those who teach or coordinate."""
    return is_staff(person)


def may_finish_upload(person: Person, stored_file: StoredFile) -> bool:
    """Send parts of a file one has begun oneself, until something has claimed it."""
    return stored_file.uploaded_by_id == person.id and stored_file.claimed_at is None


def may_continue_upload(person: Person, stored_file: StoredFile) -> bool:
    """Send more parts: only while the file is open."""
    return may_finish_upload(person, stored_file) and stored_file.state is FileState.RESERVED
