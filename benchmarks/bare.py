"""What does the least page cost that does the same kind of work? A signed-in session, five queries, a small template.

Plain Flask as its documentation writes it, on the same server, threads and turnstile as the portal; `PORTAL_BARE_URL` is its database.
Flask compiles a template that is a string at each request, which is more than half of the page's time; at `/compiled` the same page
has its template compiled once. The aim is judged against the first (README, “Decisions”); the ratio to the second stands beside it.
"""

import os
from datetime import UTC, date, datetime, timedelta
from typing import Any

from flask import Flask, render_template, render_template_string, session
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from portal.config import Config
from portal.turnstile import Application, Turnstile

PAGE = """<!doctype html>
<html lang="da"><head><meta charset="utf-8"><title>{{ course.title }}</title></head>
<body><header><a href="/">Forside</a> {{ person.name }}</header>
<main><h1>{{ course.title }}</h1>
<ul>{% for day in days %}<li>{{ day.day.strftime("%d.%m.%Y") }} {{ day.place }}</li>{% endfor %}</ul>
<ul>{% for file in files %}<li><a href="/fil/{{ file.id }}">{{ file.title }}</a></li>{% endfor %}</ul>
<ul>{% for one in people %}<li>{{ one.name }}, {{ one.title }}</li>{% endfor %}</ul>
</main></body></html>"""


class Base(DeclarativeBase):
    pass


db = SQLAlchemy(model_class=Base)


class Course(db.Model):  # type: ignore[name-defined]
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]


class Person(db.Model):  # type: ignore[name-defined]
    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    name: Mapped[str]
    title: Mapped[str]
    seen_at: Mapped[datetime]


class Day(db.Model):  # type: ignore[name-defined]
    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    day: Mapped[date]
    place: Mapped[str]


class File(db.Model):  # type: ignore[name-defined]
    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    title: Mapped[str]


def create_app(url: str) -> Flask:
    app = Flask(__name__)
    app.config.update(SECRET_KEY="bare", SQLALCHEMY_DATABASE_URI=url)
    db.init_app(app)

    compiled = app.jinja_env.from_string(PAGE)

    def found() -> dict[str, Any]:
        person = db.session.scalars(select(Person).where(Person.id == session["person_id"])).one()
        course = db.session.scalars(select(Course).where(Course.id == person.course_id)).one()
        days = db.session.scalars(select(Day).where(Day.course_id == course.id).order_by(Day.day)).all()
        files = db.session.scalars(select(File).where(File.course_id == course.id).order_by(File.title)).all()
        people = db.session.scalars(select(Person).where(Person.course_id == course.id).order_by(Person.name)).all()
        return {"person": person, "course": course, "days": days, "files": files, "people": people}

    @app.get("/")
    def home() -> str:
        return render_template_string(PAGE, **found())

    @app.get("/compiled")
    def compiled_once() -> str:
        return render_template(compiled, **found())

    return app


def fill(url: str) -> str:
    """Make the tables and 35 people on a course; the cookie of the first of them."""
    app = create_app(url)
    with app.app_context():
        db.create_all()
        now = datetime.now(UTC).replace(tzinfo=None)
        db.session.add(Course(id=1, title="Et kursus"))
        db.session.flush()
        db.session.add_all(Person(course_id=1, name=f"Åse {n}", title="Konsulent", seen_at=now) for n in range(35))
        db.session.add_all(Day(course_id=1, day=now.date() + timedelta(n), place="Fjordby") for n in range(3))
        db.session.add_all(File(course_id=1, title=f"Materiale {n}") for n in range(5))
        db.session.commit()
        db.engine.dispose()
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["person_id"] = 1
    kept = client.get_cookie("session")
    assert kept is not None
    return f"session={kept.value}"


def application() -> Application:
    """For the server."""
    return Turnstile(create_app(os.environ["PORTAL_BARE_URL"]), Config.web_at_once)
