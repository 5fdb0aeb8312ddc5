"""What is the portal made of? A table of contents: config, extensions, pages, headers, commands."""

import os
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from flask import Flask
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from portal import access, acting, door, navigation, problems
from portal.announcements.routes import pages as announcements
from portal.assignments.routes import pages as assignments
from portal.config import Config, read_config
from portal.coordination.routes import pages as coordination
from portal.courses.routes import pages as courses
from portal.credentials.passwords import HASHING
from portal.credentials.routes import pages as credentials
from portal.db import db
from portal.dilemmas.routes import pages as dilemmas
from portal.enrolments.home_routes import pages as enrolments
from portal.figures import init_figures
from portal.headers import init_headers, is_framed
from portal.incoming import FORM_BYTES, PortalJson, PortalRequest
from portal.invitations.routes import pages as invitations
from portal.journal import roles
from portal.letters.routes import init_letters
from portal.materials.routes import pages as materials
from portal.own_cases.sharing_routes import pages as own_cases
from portal.packs.routes import pages as packs
from portal.pages.routes import init_static
from portal.pages.routes import pages as about
from portal.pathways.routes import pages as pathways
from portal.people import session, written
from portal.people.models import initials_of
from portal.people.routes import pages as people
from portal.people.step_up_routes import pages as step_up
from portal.preparing.routes import pages as preparing
from portal.rendering import init_rendering
from portal.retention.routes import pages as retention
from portal.roles.demonstration import init_demonstration
from portal.roles.routes import pages as role_pages
from portal.room.lines import Lines
from portal.room.routes import pages as room
from portal.sealing.masters import init_masters
from portal.searching.routes import pages as searching
from portal.single_sign_on.asking import load_what_asks_them
from portal.single_sign_on.providers import init_providers
from portal.single_sign_on.routes import pages as single_sign_on
from portal.sparring.routes import pages as sparring
from portal.speakers.routes import pages as speakers
from portal.storage import current
from portal.storage.models import StoredFile
from portal.storage.routes import pages as storage
from portal.teaching.routes import pages as teaching
from portal.text import init_text
from portal.vouching.routes import pages as vouching

ROOT: Final = Path(__file__).resolve().parents[1]
FEATURES: Final = (
    about,
    people,
    step_up,
    single_sign_on,
    credentials,
    invitations,
    storage,
    pathways,
    courses,
    materials,
    teaching,
    assignments,
    own_cases,
    enrolments,
    announcements,
    coordination,
    searching,
    retention,
    role_pages,
    vouching,
    speakers,
    dilemmas,
    preparing,
    room,
    packs,
    sparring,
)


def create_app(config: Config | None = None, environ: Mapping[str, str] = os.environ) -> Flask:
    """The portal as a WSGI application. Raises Misconfigured with a sentence on a bad setting."""
    config = config or read_config(environ)
    app = Flask("portal", root_path=str(ROOT / "portal"), template_folder=str(ROOT / "templates"), static_folder=None)
    app.request_class, app.json = PortalRequest, PortalJson(app)
    app.config.from_mapping(_flask_settings(config))
    init_rendering(app)
    app.extensions["portal"] = config
    current.use(current.store_from(config), config)
    init_masters(app, config)
    app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
        app.wsgi_app, x_for=config.trusted_proxies, x_proto=config.trusted_proxies, x_host=0
    )
    HASHING.share(config.web_processes)
    db.init_app(app)
    CSRFProtect(app)
    session.init_session(app, config)
    roles.find_with(acting.role_in_force)
    init_text(app, choose=session.language)
    init_figures(app)
    if init_providers(app, config):
        load_what_asks_them()
    _init_templates(app, config)
    for feature in FEATURES:
        app.register_blueprint(feature)
    init_letters(app, is_demo=config.is_demo)
    init_demonstration(app, is_demo=config.is_demo)
    init_static(app)
    app.extensions["room_lines"] = Lines(config.web_threads // 2)
    door.guard(app)
    written.watch()
    init_headers(app, origin=current.store().origin, is_secure=config.is_secure)
    problems.init_problems(app)
    return app


def _flask_settings(config: Config) -> dict[str, object]:
    hosts = [urlsplit(config.base_url).hostname or ""] + (["localhost", "127.0.0.1"] if config.is_demo else [])
    return {
        "SECRET_KEY": config.secret_key,
        "SQLALCHEMY_DATABASE_URI": config.database_address,
        "SQLALCHEMY_ENGINE_OPTIONS": _engine_options(config),
        "TRUSTED_HOSTS": hosts,
        "MAX_CONTENT_LENGTH": FORM_BYTES,  # each page says at its door whether it takes in more
        "MAX_FORM_MEMORY_SIZE": FORM_BYTES,
        "PERMANENT_SESSION_LIFETIME": config.longest_session,
        "SESSION_REFRESH_EACH_REQUEST": False,  # it lives no longer than the longest session from its sign-in
        "SESSION_COOKIE_NAME": "__Host-portal" if config.is_secure else "portal",
        "SESSION_COOKIE_SECURE": config.is_secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "WTF_CSRF_CHECK_DEFAULT": False,  # the door asks for the token
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": False,
        "WTF_I18N_ENABLED": False,
    }


def _brief_cursor() -> type[Any]:
    """Loads PostgreSQL's driver, which a portal on SQLite does without."""
    chosen: type[Any] = import_module("portal.brief_cursor").BriefCursor
    return chosen


def _engine_options(config: Config) -> dict[str, object]:
    # What people write must not reach a log by way of an error.
    if config.database_url.startswith("sqlite"):
        return {"hide_parameters": True}
    settings = "-c statement_timeout=30000 -c lock_timeout=10000 -c timezone=UTC"
    return {
        "hide_parameters": True,
        "pool_size": config.web_at_once + 3,
        "pool_use_lifo": True,
        "max_overflow": min(config.web_threads, 32),  # who waits for a slow line holds no connection
        "connect_args": {  # see db.py
            "options": settings,
            "connect_timeout": 5,
            "autocommit": True,
            "cursor_factory": _brief_cursor(),
        },
    }


def _init_templates(app: Flask, config: Config) -> None:
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    rules = {name: rule for name, rule in vars(access).items() if name.startswith("may_")}
    app.jinja_env.globals["is_demo"] = config.is_demo
    app.jinja_env.globals["navigation"] = navigation.entries
    app.jinja_env.globals |= {"opens": _opens, "sent_by_me": _sent_by_me, "is_framed": is_framed}
    app.jinja_env.filters["initials"] = initials_of
    app.jinja_env.filters["ids_of"] = lambda errors, field: [f"{field}-e{n}" for n, _e in enumerate(errors, 1)]

    @app.context_processor
    def ask_the_rules() -> dict[str, object]:
        def may(verb: str, *things: object) -> bool:
            person = session.current_person()
            return person is not None and bool(rules[f"may_{verb}"](person, *things))

        return {"may": may}


def _opens(file: StoredFile) -> bool:
    person = session.current_person()
    return person is not None and file.opens_for(person.id)


def _sent_by_me(file: StoredFile) -> bool:
    person = session.current_person()
    return person is not None and file.uploaded_by_id == person.id
