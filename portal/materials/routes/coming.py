"""Which files came with a form?"""

from flask import request

from portal.materials.forms import FilesForm
from portal.people.models import Person
from portal.storage.posted import Posted, posted_files
from portal.storage.queries import claimable_files


def come(form: FilesForm, person: Person) -> Posted:
    """The files that came with a form, in the order they were given; also those that wait since the session ended."""
    given = list(form.file_ids.data)
    if request.method == "POST":
        posted = posted_files(by=person, confidential=False)
    else:
        posted = Posted(list(claimable_files(given, by=person).values()) if given else [], [])
    return posted._replace(files=sorted(posted.files, key=lambda f: given.index(f.id) if f.id in given else len(given)))
