"""Is nothing kept of what an action refused?"""

import pytest
from flask import Flask

from portal.db import db
from portal.errors import Refused
from portal.forms import PortalForm


@pytest.mark.once
@pytest.mark.parametrize("refuses", [True, False])
def test_a_page_that_commits_what_a_refusal_should_undo_is_found_out(app: Flask, *, refuses: bool) -> None:
    def act() -> None:
        with PortalForm().refusals():
            db.session.commit()
            if refuses:
                raise Refused("Nej.")

    with app.test_request_context("/", method="POST"), pytest.raises(AssertionError, match="ended the transaction"):
        act()
