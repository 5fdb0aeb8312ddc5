"""The portal for any WSGI server."""

from portal.app import create_app
from portal.journal import made_up

app = create_app()
made_up.refuse(app)
