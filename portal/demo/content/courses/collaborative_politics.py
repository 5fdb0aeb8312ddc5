"""What stands on the page about politics made in collaboration with citizens, an event without a date?"""

from portal.demo.content.courses.contacts import ASK_KRISTOFFER, ASK_PER, MAIN_OFFICE
from portal.demo.content.prose import paragraphs, prose
from portal.demo.content.shapes import CoursePlan, RelatedCourse, Theme

COLLABORATIVE_POLITICS = CoursePlan(
    key="goer-samarbejdsdrevet-politik-til-en-succes",
    title="Gør samarbejdsdrevet politik til en succes",
    format="seminar",
    summary=prose("""
        At lave politik sammen med borgerne er noget, begge parter skal lære. Uden klare mål og aftaler går det
        let galt. På seminaret ser vi på, hvordan I laver dem, og hvordan I holder dem i live.
    """),
    description=paragraphs("""
        Politikere og borgere kommer til at arbejde tættere sammen, end de er vant til. Det kræver meget af dem
        begge. Derfor bruger vi en formiddag på at undersøge, hvornår det lykkes. Seminaret hører til Idépuljen.

        Samarbejdsdrevet politik betyder, at styring og service i det offentlige bliver udviklet og udført af
        dem, der har del i sagen. Det gælder ikke mindst de borgere, som løsningen er til for.

        Man gør det for at ramme rigtigt med servicen. Men også for at få fat i det, som ledere, fagfolk,
        virksomheder og borgere hver især ved, kan og har at bidrage med. Man finder samarbejderne overalt i
        forvaltningen, oftest i regionerne og især i kommunerne, hvor der hver dag bliver knoklet for at skabe
        værdi for borgerne.

        Det kan give gode svar på svære opgaver. Det rejser også et spørgsmål: Hvem står til ansvar, og hvem har
        givet lov, når beslutninger bliver til i netværk og partnerskaber? Går det skævt, bliver det de få, der
        er med, og afstanden vokser mellem dem, der bestemmer, og borgere i almindelighed. Det vil vi gerne tale
        om med folk fra praksis, med beslutningstagere og med forskere.
    """),
    target_group="Praktikere, beslutningstagere og forskere, der arbejder med politik og service sammen med borgere.",
    outcomes=(
        "Andres erfaringer med at få politikere, borgere og fagfolk til at arbejde sammen",
        "Nye redskaber til at styre samarbejdet, så arbejdet bliver bedre",
        "Greb til at sætte klare mål, lave aftaler og håndtere dem undervejs",
        "Et sprog for ansvar og legitimitet, når mange er med til at beslutte",
    ),
    working_method=prose("""
        Vi bringer parterne sammen, bytter erfaringer og prøver redskaberne af. Undervejs drøfter vi løsninger
        og udfordringer, som du kan bruge i dit eget arbejde.
    """),
    organisers=("Komponent",),
    contacts=(ASK_KRISTOFFER, ASK_PER, MAIN_OFFICE),
    duration="En formiddag",
    dates_note="Der er ikke planlagt flere afholdelser lige nu. Skriv til os, hvis du vil høre, når der er en dato.",
    themes=(
        Theme(title="Mål og aftaler", text="Hvordan man laver dem, og hvad man gør, når de bliver overhalet."),
        Theme(title="Ansvar", text="Hvem der kan stilles til ansvar, når mange har besluttet sammen."),
        Theme(title="Legitimitet", text="Hvordan samarbejdet undgår at blive for de få."),
    ),
    related=(
        RelatedCourse(title="Nye rammer for politikudvikling", course="nye-rammer-for-politikudvikling"),
        RelatedCourse(title="Politisk betjening i praksis", course="politisk-betjening-i-praksis"),
    ),
)
