"""What does a course look like that uses every field and every kind of row?"""

from portal.courses.models import (
    ContactPurpose,
    Course,
    CourseContact,
    CourseFormat,
    Organiser,
    ProgrammeItem,
    RelatedCourse,
    Teacher,
    Testimonial,
)

# Everything a reader must find on the page, word for word.
FACTS = (
    "Kommunestyret 2030", "Udviklingsforløb", "Et forløb for hele direktioner.", "Det bliver sværere at finde folk.",
    "Tredje gang, vi gør det.", "Kommunale direktioner.", "Et fælles rum", "Sparring på tværs", "Arbejdskraft",
    "Klima", "Ny syntese", "Borgernes deltagelse", "Oplæg og øvelser.", "Læs kodekset, hvis du kan nå det.",
    "Det er ikke en konference.", "Rammen er ens for alle hold.", "Oplægsholderne skifter.", "et 12-12-seminar",
    "Datoerne kommer her på siden.", "Opfølgningsdagen ligger et andet sted i landet.", "14.900 kr.", "uden moms",
    "Prisen dækker", "Overnatning", "Forplejning", "Prisen dækker ikke", "Transport", "Moms",
    "Pladserne gives i den rækkefølge, tilmeldingerne kommer.", "Er der plads, kan du også komme med efter fristen.",
    "Når fristen er gået, er tilmeldingen bindende.", "Skriv, hvem I er i direktionen.",
    "5–10 direktioner pr. hold, højst 40 deltagere.", "KL", "Kommunalteknisk Chefforening", "På diget",
    "Vi går en tur om det svære.", "Merete Fjord", "Programleder", "Huset for Læring", "Merete har været direktør.",
    "Åge Ømann", "spørg om indhold", "spørg om praktiske spørgsmål", "Per Vestergren", "Koordinator",
    "per@eksempel.dk", "12 34 56 78", "Skæve input, der holder.", "Bodil Æbelø", "Børnedirektør", "Ærø Kommune",
    "Skriv bedre sagsfremstillinger", "Politisk betjening i praksis",
)  # fmt: skip


def full_course(**values: object) -> Course:
    """The course; `related` gets the id of another course from the test."""
    facts: dict[str, object] = {
        "title": "Kommunestyret 2030",
        "format": CourseFormat.DEVELOPMENT_PROGRAMME,
        "summary": "Et forløb for hele direktioner.",
        "description": "Det bliver sværere at finde folk.\n\nForventningerne stiger.",
        "context": "Tredje gang, vi gør det.",
        "target_group": "Kommunale direktioner.",
        "outcomes": "Et fælles rum\nSparring på tværs",
        "contents": "Arbejdskraft\nKlima",
        "themes": "Ny syntese\nBorgernes deltagelse",
        "method": "Oplæg og øvelser.",
        "preparation": "Læs kodekset, hvis du kan nå det.",
        "not_covered": "Det er ikke en konference.",
        "programme_note": "Rammen er ens for alle hold.",
        "teaching_note": "Oplægsholderne skifter.",
        "duration": "Et 12-12-seminar og en opfølgningsdag",
        "dates_note": "Datoerne kommer her på siden.",
        "follow_up_note": "Opfølgningsdagen ligger et andet sted i landet.",
        "price_excl_vat": 14_900,
        "price_covers": "Overnatning\nForplejning",
        "price_leaves_out": "Transport\nMoms",
        "admission_note": "Skriv, hvem I er i direktionen.",
        "capacity_note": "5–10 direktioner pr. hold, højst 40 deltagere.",
    }
    return Course(**{**facts, **rows(), **values})


def rows() -> dict[str, object]:
    """One or two of everything a course has several of."""
    return {
        "organisers": [Organiser(position=0, name="KL"), Organiser(position=1, name="Kommunalteknisk Chefforening")],
        "programme": [ProgrammeItem(position=0, title="På diget", text="Vi går en tur om det svære.")],
        "teachers": [
            Teacher(
                position=0,
                name="Merete Fjord",
                title="Programleder",
                organisation="Huset for Læring",
                biography="Merete har været direktør.",
            ),
            Teacher(position=1, name="Åge Ømann"),
        ],
        "contacts": [
            CourseContact(position=0, purpose=ContactPurpose.CONTENT, name="Merete Fjord", title="Programleder"),
            CourseContact(
                position=1,
                purpose=ContactPurpose.PRACTICAL,
                name="Per Vestergren",
                title="Koordinator",
                email="per@eksempel.dk",
                phone="12 34 56 78",
            ),
        ],
        "testimonials": [
            Testimonial(
                position=0,
                quote="Skæve input, der holder.",
                name="Bodil Æbelø",
                title="Børnedirektør",
                organisation="Ærø Kommune",
            )
        ],
        "related": [RelatedCourse(position=0, title="Skriv bedre sagsfremstillinger")],
    }
