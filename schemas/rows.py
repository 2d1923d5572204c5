"""The datasets: one ``NamedTuple`` each, the single source of truth of what a row is.

The meaning of every name is fixed by the contract (see docs/datasets.md, generated from here). Offsets are Unicode code points into the
article's ``source_text``, half-open.
"""

import datetime
from typing import Annotated, List, NamedTuple, Optional

from schemas.columns import (
    Apart,
    Column,
    Counts,
    Disjoint,
    Either,
    Offsets,
    Ordered,
    PartOf,
    Pieces,
    Reference,
    Requires,
    Together,
    dataset,
)

SCHEMA_VERSION = "0.4"
"""Version of the contract: recorded in every file and every run."""

SEGMENT_KINDS = (
    "date_header", "headline", "summary", "byline", "timestamp", "paragraph", "heading", "caption", "video", "audio", "teaser", "promo",
    "navigation", "credit_line", "correction", "author_bio", "comments", "legal", "other",
)  # fmt: skip
FACT_KINDS = ("paragraph", "caption", "heading", "headline", "summary")
"""The segment kinds that facts may come from; of a caption only what is not its credit."""
PUBLICATION_BASES = ("header", "field", "name", "sidecar", "markup")
"""Where a publication date comes from: the page's header, a record's field, the file's name, a file beside it, what the markup of HTML states."""
PAGE_TYPES = ("story", "brief", "roundup", "video", "gallery", "live", "listing", "other")
ENTITY_TYPES = ("PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE")
"""The eleven OntoNotes 5 name types."""
TIMEX_TYPES = ("DATE", "TIME", "DURATION", "SET")
TIMEX_MODS = (
    "BEFORE", "AFTER", "ON_OR_BEFORE", "ON_OR_AFTER", "LESS_THAN", "MORE_THAN", "EQUAL_OR_LESS", "EQUAL_OR_MORE", "START", "MID", "END",
    "APPROX",
)  # fmt: skip
"""TimeML 1.2.1, attribute ``mod`` of TIMEX3."""
ANCHORS = ("publication", "narrative", "explicit", "none")
MODIFIERS = ("exact", "about", "at_least", "more_than", "at_most", "less_than", "between", "vague")
PLACE_USES = ("location", "demonym", "metonym", "in_name")
RESOLUTIONS = ("resolved", "ambiguous", "not_in_gazetteer")
FEATURES = ("continent", "country", "region", "county", "city", "water", "mountain", "island", "other")
STATEMENT_FORMS = ("direct", "indirect", "mixed")
STANCES = (
    "asserted", "denied", "alleged", "admitted", "declined", "asked", "demanded", "warned", "promised", "praised", "criticised", "believed",
    "intended", "other",
)  # fmt: skip
EVENT_TYPES = {
    "AGREE": "Somebody promises or consents to something: a pledge, an offer, an agreement to do it.",
    "CONSULT": "Parties meet, talk, visit or call one another.",
    "SUPPORT": "Somebody backs, praises or recognises another, apologises, or signs an agreement with him.",
    "CONCEDE": "Somebody gives way: drops a demand, eases a restriction, grants what was asked, calls off a protest or an attack.",
    "COOPERATE": "Parties work together in deed: trade, joint exercises, shared intelligence, extradition, an agreement carried out.",
    "AID": "Somebody gives money, goods, arms, shelter, protection or rescue.",
    "RETREAT": "Somebody withdraws forces, releases people, returns what was taken, disarms, ceases fire, gives access, resigns.",
    "REQUEST": "Somebody asks, appeals, demands, proposes or orders.",
    "ACCUSE": "Somebody blames, criticises, accuses, sues or investigates another.",
    "REJECT": "Somebody refuses, vetoes or defies what another asked or offered.",
    "THREATEN": "Somebody threatens another with a deed to come.",
    "PROTEST": "Civilians demonstrate, strike, block or riot against somebody or for something.",
    "SANCTION": "Somebody cuts or reduces relations, aid, talks or trade, expels, boycotts or imposes sanctions.",
    "MOBILIZE": "Forces, police or weapons are called up, sent, tested or put on alert, short of their use.",
    "COERCE": "An authority uses force or law short of violence: arrest, charge, seizure, ban, curfew, deportation, cyberattack.",
    "ASSAULT": "Somebody uses violence against people or what is theirs.",
}
"""The sixteen event types of PLOVER (Political Language Ontology for Verifiable Event Records, manual of 2021), and what each one covers."""
EVENT_MODES = {
    "CONSULT": {
        "visit": "One party comes to the other.",
        "third-party": "Somebody mediates between others.",
        "multilateral": "More than two parties meet: a summit, a conference.",
        "phone": "By telephone or video, not face to face.",
    },
    "RETREAT": {
        "withdraw": "Forces or staff leave, pull back or surrender.",
        "release": "Prisoners, hostages or suspects go free.",
        "return": "Property, land or power is handed back.",
        "disarm": "Weapons are given up or taken down, fighters sent home.",
        "ceasefire": "Fighting is to stop.",
        "access": "A border, road or corridor opens; observers are let in.",
        "resign": "Somebody leaves office.",
    },
    "REQUEST": {
        "assist": "Asks for aid, protection, asylum or support.",
        "change": "Asks for reform, a new policy or new leaders.",
        "yield": "Asks that the other give way: withdraw, release, stop.",
        "meet": "Asks for a meeting, talks or mediation.",
    },
    "ACCUSE": {
        "disapprove": "Criticises, condemns, complains.",
        "investigate": "Inquires into a deed, questions, searches.",
        "allege": "Says that the other did wrong, sues him, impeaches him.",
    },
    "REJECT": {
        "assist": "Refuses aid, protection, asylum or support.",
        "change": "Refuses reform, a new policy or new leaders.",
        "yield": "Refuses to give way.",
        "meet": "Refuses a meeting, talks or mediation.",
    },
    "THREATEN": {
        "restrict": "With limits on what the other may do.",
        "ban": "With a ban of a party, a gathering or goods.",
        "arrest": "With arrest or prosecution.",
        "relations": "With an end of relations, aid or talks, or with sanctions.",
        "expel": "With expulsion of people or organisations.",
        "territory": "With blockade or occupation.",
        "violence": "With force, attack or death.",
    },
    "PROTEST": {
        "demo": "A demonstration, march, rally or picket.",
        "riot": "With violence or destruction by those who protest.",
        "strike": "Work is stopped.",
        "hunger": "Food is refused.",
        "boycott": "Goods, classes or votes are shunned in protest.",
        "obstruct": "Roads, entrances or buildings are blocked or occupied.",
    },
    "SANCTION": {
        "convict": "A court of one country sentences those of another, as a step between the two.",
        "expel": "Diplomats, members or organisations are sent out.",
        "withdraw": "Somebody leaves talks, a treaty or a body, or recalls an ambassador.",
        "discontinue": "Aid, trade, talks or relations are cut or suspended; an embargo.",
    },
    "MOBILIZE": {
        "troops": "Soldiers.",
        "weapons": "Weapons, ships or aircraft; a test of missiles.",
        "police": "Police.",
        "militia": "Volunteers, reservists or irregular fighters are recruited.",
    },
    "COERCE": {
        "seize": "Property, ships or land are taken; a house is raided.",
        "restrict": "Movement, speech or trade is limited; a siege, a crackdown.",
        "ban": "A party, a gathering, goods or an activity is forbidden.",
        "censor": "News, speech or the internet is suppressed.",
        "curfew": "People must stay indoors at certain hours.",
        "martial-law": "A state of emergency, martial law, a lockdown.",
        "arrest": "Somebody is arrested, detained, jailed or sentenced to prison.",
        "deport": "Somebody is sent out of the country.",
        "withhold": "Pay, tax, aid or information is kept back.",
        "misinformation": "Falsehoods are spread on purpose.",
        "cyber": "Computers, networks or websites are attacked.",
    },
    "ASSAULT": {
        "beat": "Beating, kicking, strangling.",
        "torture": "Torture or other cruelty.",
        "sexual": "Rape and other sexual violence.",
        "targeted": "An assassination, or an attempt at one.",
        "abduct": "Kidnapping, hijacking, hostages.",
        "destroy": "Property is destroyed, set on fire or vandalised.",
        "primitive": "With knives, stones, acid and the like.",
        "firearms": "With guns.",
        "explosives": "With bombs, mines or grenades that were laid or thrown.",
        "suicide-attack": "By somebody who means to die in it.",
        "heavy-weapons": "With missiles, rockets, shells or tanks.",
        "crowd-control": "With tear gas, water cannon, rubber bullets or batons.",
        "aerial": "From aircraft.",
        "drone": "With drones.",
        "unconventional": "With chemical, biological, radiological or nuclear means; poison.",
    },
}
"""The modes of PLOVER's event types, and what each one covers; the types that are not here have none."""
_MODES = tuple(dict.fromkeys(mode for modes in EVENT_MODES.values() for mode in modes))
INCIDENT_TYPES = {
    "crash": "A vehicle, ship or aircraft crashes, collides, derails, capsizes or sinks.",
    "fire": "Something burns.",
    "flood": "Water covers land.",
    "storm": "A storm, heavy rain or snow.",
    "earthquake": "An earthquake or tsunami.",
    "landslide": "A landslide, mudslide or avalanche.",
    "eruption": "A volcano erupts.",
    "drought": "A drought, heat wave or famine.",
    "explosion": "Something explodes, on purpose or not.",
    "collapse": "A building or other structure falls in.",
    "spill": "Oil, gas or chemicals leak.",
    "outage": "Power or a service fails.",
    "disease": "An outbreak, an infection, somebody falls ill.",
    "injury": "Somebody is hurt.",
    "death": "Somebody dies.",
    "missing": "Somebody or something disappears.",
    "search": "Somebody or something is searched for.",
    "rescue": "People or animals are brought out of danger.",
    "evacuation": "People are brought away before or during a danger.",
    "damage": "Something is damaged or destroyed.",
    "crime": "Theft, fraud, smuggling, robbery and other offences.",
    "arrest": "Somebody is arrested or held in custody.",
    "charge": "Somebody is charged with an offence.",
    "trial": "A trial, a hearing, a plea, testimony, an appeal.",
    "sentence": "A verdict: somebody is convicted, acquitted, fined or sentenced.",
    "lawsuit": "Somebody sues.",
    "ruling": "A court or regulator decides.",
    "escape": "Somebody escapes or flees.",
    "deportation": "Somebody is sent out of the country.",
    "vote": "An election, a referendum, a vote.",
    "legislation": "A law, a budget or a resolution is passed, signed or repealed.",
    "appointment": "Somebody is named, hired or sworn in.",
    "resignation": "Somebody resigns or retires.",
    "dismissal": "Somebody is fired or removed from office.",
    "layoff": "Jobs are cut.",
    "acquisition": "A firm or a share of it is bought, or firms merge.",
    "sale": "Something else is bought or sold.",
    "investment": "Money is invested.",
    "financing": "Money is raised, lent, borrowed, paid or repaid.",
    "earnings": "A firm's profit, loss or revenue.",
    "quantity_change": "A price, rate or number rises or falls, or is raised or cut.",
    "bankruptcy": "A firm or a person cannot pay.",
    "reorganization": "A firm or body is founded, split, restructured or wound up.",
    "production": "Goods are made or developed.",
    "launch": "A product, programme, campaign, rocket or satellite is launched.",
    "opening": "A place or an institution opens.",
    "closure": "A place or an institution closes.",
    "construction": "Something is built.",
    "publication": "Something is published, released or broadcast.",
    "performance": "A concert, a play, a speech, an exhibition, a festival.",
    "contest": "A game, a race or another contest is held, won or lost.",
    "award": "A prize is awarded.",
    "announcement": "Something is made known to the public: a news conference, an announcement.",
    "decision": "Somebody decides on something.",
    "discovery": "Something is found or found out.",
    "marriage": "A wedding or a divorce.",
    "birth": "Somebody is born.",
    "gathering": "People come together, celebrate or commemorate.",
    "treatment": "Somebody is treated, operated on or vaccinated.",
    "travel": "Somebody or something goes from one place to another.",
}
"""What news is full of and PLOVER has no type for: the type and what it covers."""
EVENT_MODALITIES = ("happened", "planned", "possible", "denied")
DATE_BASES = ("stated", "inferred", "publication", "none")
"""Where the days of an event come from: words of its own clause, the story around it, the day of publication, nowhere."""
OUTCOMES = ("killed", "injured", "harmed", "missing", "captured", "displaced", "rescued", "arrested", "evacuated")
TOLL_STATUSES = ("current", "superseded", "denied", "unconfirmed")
SPEAKER_BASES = ("named", "pronoun", "nominal", "appositive", "organisation", "previous_speaker", "unknown")
STAGES = ("read", "parse", "segment", "annotate", "extract", "validate", "write")
REASONS = (
    "unreadable", "vanished", "changed_during_run", "too_large", "corrupt_archive", "empty", "binary", "bad_encoding", "bad_record", "no_date",
    "month_only", "impossible_date", "ambiguous_date", "future_date", "date_out_of_range", "unsupported_language", "duplicate_content", "worker_died",
    "extractor_failed", "row_contract",
)  # fmt: skip
UNCOUNTED_REASONS = ("duplicate_content", "unsupported_language")
"""Rejects that count against no threshold."""
FAILED = "extractor_failed"
"""The reason of rejects that count against ``--max_failures`` and not ``--max_rejects``: the code failed, not the input."""
PASSING_REASONS = (FAILED, "worker_died", "unreadable", "vanished", "changed_during_run", "future_date")
"""Rejects that another run may not give: they say something of the moment, or of the code and the machine."""
RUN_STATUSES = ("published", "nothing_new", "failed", "refused_by_audit", "too_many_rejects", "too_many_failures")

_DIGEST = r"[0-9a-f]{32}"

ArticleId = Annotated[str, Column("First 32 hex digits of the SHA-256 of the input's bytes (after decompression).", pattern=_DIGEST)]
PublishedDate = Annotated[
    datetime.date, Column("Calendar date of publication as written where date_basis says, never converted between zones.")
]
Text = Annotated[str, Column("The exact source text between char_start and char_end.", min_length=1)]
CharStart = Annotated[int, Column("Offset of the first character in source_text, in Unicode code points.", minimum=0)]
CharEnd = Annotated[int, Column("Offset after the last character in source_text, in Unicode code points.", minimum=1)]
SegmentIndex = Annotated[int, Column("Which segment of the article it lies in, counted from 0.", minimum=0)]
InBody = Annotated[bool, Column("Whether that segment is the article's own body text.")]
Sentence = Annotated[
    str,
    Column(
        "The sentence it stands in, exactly as in source_text: the evidence. Of a sentence of more than 1,000 characters the part around it.",
        min_length=1,
    ),
]
EntityRef = Annotated[Optional[str], Column("The entity it refers to (entities.entity_id).", pattern=_DIGEST)]
StartDate = Annotated[Optional[datetime.date], Column("First calendar day it covers, where known.")]
EndDate = Annotated[Optional[datetime.date], Column("Last calendar day it covers, inclusive, where known.")]

_SPAN = Ordered("char_start", "char_end", or_equal=False)
_DAYS = Ordered("start_date", "end_date")


def _id(what: str) -> Column:
    return Column(f"Identifier of the {what}: a digest of the article and the position.", pattern=_DIGEST)


@dataset(
    "articles",
    one_row_is="one article",
    key=("article_id",),
    sort_by=("article_id",),
    rules=(Requires("published_at", "published_at_text"), Requires("updated_at", "updated_at_text")),
    run_columns=("run_id", "processed_at"),
)
class Article(NamedTuple):
    """One article: where it came from, what its page says of itself, and its whole text."""

    article_id: ArticleId
    published_date: PublishedDate
    source_uri: Annotated[str, Column("Absolute URI of the input, or its percent-encoded path below --source_root.", min_length=1)]
    source_bytes: Annotated[int, Column("Size of the input in bytes, after decompression.", minimum=1, wide=True)]
    source_encoding: Annotated[str, Column("Character encoding the input was decoded with.", min_length=1)]
    content_sha256: Annotated[
        str, Column("SHA-256 of the input's bytes after decompression, of HTML of the text made of it, in hex.", pattern=r"[0-9a-f]{64}")
    ]
    date_basis: Annotated[
        str,
        Column(
            "Where the publication date comes from: the page's date header, a field of its record, the name of its file, a file "
            "beside it, what the markup of HTML states.",
            vocabulary=PUBLICATION_BASES,
        ),
    ]
    date_header: Annotated[
        Optional[str],
        Column("The date header exactly as written; null where the page has none and its date comes from elsewhere.", min_length=1),
    ]
    outlet: Annotated[Optional[str], Column("Outlet, from the group named outlet of --source_pattern.", min_length=1)]
    page_type: Annotated[str, Column("What kind of page it is.", vocabulary=PAGE_TYPES)]
    headline: Annotated[Optional[str], Column("Headline of the main story as written.", min_length=1)]
    bylines: Annotated[List[str], Column("Names of the authors, without titles and outlets.")]
    dateline: Annotated[Optional[str], Column("Place of the dateline as written ('KYIV, Ukraine').", min_length=1)]
    agencies: Annotated[List[str], Column("News agencies credited for the story; credits of captions stay in segments.")]
    published_at: Annotated[
        Optional[datetime.datetime], Column("Time of publication that the page gives; null without an unambiguous zone.")
    ]
    published_at_text: Annotated[Optional[str], Column("The page's time of publication as written.", min_length=1)]
    updated_at: Annotated[Optional[datetime.datetime], Column("Time of the last update that the page gives; null without a zone.")]
    updated_at_text: Annotated[Optional[str], Column("The page's time of the last update as written.", min_length=1)]
    language: Annotated[str, Column("Language as identified, ISO 639-1.", pattern=r"[a-z]{2,3}")]
    language_confidence: Annotated[float, Column("Confidence of that identification.", minimum=0, maximum=1)]
    source_text: Annotated[
        str, Column("The decoded input, unaltered but for a leading byte order mark; offsets count in it.", min_length=1)
    ]
    body_text: Annotated[str, Column("Texts of the in_body segments joined by two line feeds.")]
    word_count: Annotated[int, Column("Words of body_text, split at white space.", minimum=0)]
    segment_count: Annotated[int, Column("Rows of the article in segments.", minimum=1)]
    boilerplate_ratio: Annotated[
        float, Column("1 - non-blank characters of the body / non-blank characters of the page.", minimum=0, maximum=1)
    ]
    annotated_characters: Annotated[
        Optional[int],
        Column("Characters that facts were looked for in, where the page was too long to be read whole; null where it was not.", minimum=0),
    ]
    run_id: Annotated[str, Column("The run that made the article's rows.", min_length=1)]
    pipeline_version: Annotated[str, Column("Version of the code, its data, the model and the row-changing options.", min_length=1)]
    processed_at: Annotated[datetime.datetime, Column("Start of that run.")]


@dataset(
    "segments",
    one_row_is="one block of the page, in order; together they cover every non-blank character exactly once",
    key=("article_id", "segment_index"),
    sort_by=("article_id", "segment_index"),
    rules=(_SPAN,),
    offsets=(Offsets(),),
)
class Segment(NamedTuple):
    """One block of the page."""

    article_id: ArticleId
    published_date: PublishedDate
    segment_index: Annotated[int, Column("Position of the segment in the article, counted from 0.", minimum=0)]
    kind: Annotated[str, Column("What the block is.", vocabulary=SEGMENT_KINDS)]
    text: Text
    char_start: CharStart
    char_end: CharEnd
    in_body: Annotated[bool, Column("Whether the block is the article's own body text.")]
    credit: Annotated[Optional[str], Column("Credit of a caption as written, without parentheses.", min_length=1)]
    credit_people: Annotated[List[str], Column("People named in the credit.")]
    credit_agencies: Annotated[List[str], Column("Agencies and outlets named in the credit.")]
    media_teaser: Annotated[Optional[str], Column("Teaser of a video or audio blurb.", min_length=1)]
    media_title: Annotated[Optional[str], Column("Title of a video or audio blurb.", min_length=1)]
    media_duration_seconds: Annotated[Optional[int], Column("Duration of the video or audio in seconds.", minimum=0)]
    media_description: Annotated[Optional[str], Column("Description of the video or audio.", min_length=1)]


@dataset(
    "mentions",
    one_row_is="one named mention",
    key=("mention_id",),
    sort_by=("article_id", "char_start", "char_end"),
    rules=(_SPAN,),
    sets=(Disjoint(),),
    offsets=(Offsets(),),
    references=(Reference("entity_id", "entities", "entity_id"),),
)
class Mention(NamedTuple):
    """One named mention, without a leading article and a final possessive unless they are part of the name."""

    article_id: ArticleId
    published_date: PublishedDate
    mention_id: Annotated[str, _id("mention")]
    text: Text
    char_start: CharStart
    char_end: CharEnd
    entity_type: Annotated[str, Column("OntoNotes name type.", vocabulary=ENTITY_TYPES)]
    entity_id: Annotated[str, Column("The entity it names (entities.entity_id).", pattern=_DIGEST)]
    confidence: Annotated[
        float,
        Column(
            "Probability that an annotator would give the same words the same coarse type (person, organisation, place, …).",
            minimum=0,
            maximum=1,
        ),
    ]
    segment_index: SegmentIndex
    in_body: InBody
    sentence: Sentence


@dataset(
    "entities",
    one_row_is="one entity of one article",
    key=("entity_id",),
    sort_by=("article_id", "entity_id"),
    rules=(Together("role", "role_start"), Together("role_start", "role_end"), Ordered("role_start", "role_end", or_equal=False)),
    sets=(Counts("mention_count", "mentions", "entity_id"),),
    offsets=(Offsets("role_start", "role_end", "role"),),
)
class Entity(NamedTuple):
    """One entity of one article: all mentions of one name, merged."""

    article_id: ArticleId
    published_date: PublishedDate
    entity_id: Annotated[str, Column("Digest of article, type and start of the first mention.", pattern=_DIGEST)]
    name: Annotated[str, Column("Fullest form of the name in the article.", min_length=1)]
    entity_type: Annotated[str, Column("OntoNotes name type.", vocabulary=ENTITY_TYPES)]
    role: Annotated[Optional[str], Column("Title or role as written ('Belgorod Gov.').", min_length=1)]
    role_start: Annotated[Optional[int], Column("Offset of the role's first character.", minimum=0)]
    role_end: Annotated[Optional[int], Column("Offset after the role's last character.", minimum=1)]
    organisation: Annotated[Optional[str], Column("Organisation of the role as written.", min_length=1)]
    age: Annotated[Optional[int], Column("Age in years where the text gives it.", minimum=0, maximum=130)]
    mention_count: Annotated[int, Column("Rows of mentions that name it.", minimum=1)]
    geonames_id: Annotated[Optional[int], Column("GeoNames identifier of a place.", minimum=1)]
    country_code: Annotated[Optional[str], Column("ISO 3166-1 alpha-2 code of a place or a nationality.", pattern=r"[A-Z]{2}")]


@dataset(
    "coreferences",
    one_row_is="one pronoun or description that stands for an entity",
    key=("article_id", "char_start", "char_end"),
    sort_by=("article_id", "char_start", "char_end"),
    rules=(_SPAN,),
    sets=(Disjoint(),),
    offsets=(Offsets(),),
    references=(Reference("entity_id", "entities", "entity_id"),),
)
class Coreference(NamedTuple):
    """One pronoun or description that stands for an entity; only safe ones are resolved."""

    article_id: ArticleId
    published_date: PublishedDate
    text: Text
    char_start: CharStart
    char_end: CharEnd
    form: Annotated[str, Column("Pronoun or nominal description.", vocabulary=("pronoun", "nominal"))]
    entity_id: Annotated[str, Column("The entity it stands for (entities.entity_id).", pattern=_DIGEST)]
    confidence: Annotated[float, Column("Probability that it stands for that entity.", minimum=0, maximum=1)]
    segment_index: SegmentIndex
    in_body: InBody
    sentence: Sentence


@dataset(
    "places",
    one_row_is="one named place or demonym in the text, resolved or not",
    key=("place_id",),
    sort_by=("article_id", "char_start", "char_end"),
    rules=(_SPAN, Together("latitude", "longitude"), Requires("latitude", "name"), Requires("geonames_id", "name")),
    sets=(
        Disjoint(),
        Apart("mentions", "entity_type", ("ORG", "PERSON"), strictly=True, unless=("place_use", "in_name")),
        Apart("times", "timex_type", TIMEX_TYPES, touching=True),
    ),
    offsets=(Offsets(),),
    references=(Reference("mention_id", "mentions", "mention_id"), Reference("entity_id", "entities", "entity_id")),
)
class Place(NamedTuple):
    """One named place or demonym in the text; what cannot be resolved safely stays null and says why."""

    article_id: ArticleId
    published_date: PublishedDate
    place_id: Annotated[str, _id("place")]
    mention_id: Annotated[Optional[str], Column("The mention it is (mentions.mention_id).", pattern=_DIGEST)]
    entity_id: EntityRef
    text: Text
    char_start: CharStart
    char_end: CharEnd
    place_use: Annotated[str, Column("How the name is used.", vocabulary=PLACE_USES)]
    resolution: Annotated[str, Column("Whether the gazetteer resolved it, and if not why.", vocabulary=RESOLUTIONS)]
    name: Annotated[Optional[str], Column("Name in the gazetteer.", min_length=1)]
    feature: Annotated[Optional[str], Column("Kind of place.", vocabulary=FEATURES)]
    geonames_id: Annotated[Optional[int], Column("GeoNames identifier.", minimum=1)]
    country_code: Annotated[Optional[str], Column("ISO 3166-1 alpha-2 code.", pattern=r"[A-Z]{2}")]
    admin1: Annotated[Optional[str], Column("First-level region: its GeoNames code within the country.", min_length=1)]
    latitude: Annotated[Optional[float], Column("Latitude in degrees, WGS 84.", minimum=-90, maximum=90)]
    longitude: Annotated[Optional[float], Column("Longitude in degrees, WGS 84.", minimum=-180, maximum=180)]
    population: Annotated[Optional[int], Column("Population in the gazetteer.", minimum=0, wide=True)]
    confidence: Annotated[Optional[float], Column("Confidence of the resolution.", minimum=0, maximum=1)]
    segment_index: SegmentIndex
    in_body: InBody
    sentence: Sentence


@dataset(
    "times",
    one_row_is="one temporal expression",
    key=("time_id",),
    sort_by=("article_id", "char_start", "char_end"),
    rules=(_SPAN, _DAYS, Together("start_date", "end_date")),
    sets=(Disjoint(), Apart("mentions", "entity_type", ("PERSON",))),
    offsets=(Offsets(),),
)
class Time(NamedTuple):
    """One temporal expression, with its TIMEX3 type and value."""

    article_id: ArticleId
    published_date: PublishedDate
    time_id: Annotated[str, _id("expression")]
    text: Text
    char_start: CharStart
    char_end: CharEnd
    timex_type: Annotated[str, Column("TIMEX3 type.", vocabulary=TIMEX_TYPES)]
    timex_value: Annotated[
        str,
        Column(
            "TIMEX3 value; unresolved parts keep the placeholder X. A clock time whose half of the day the text does not give keeps the hour as "
            "written ('at twenty to eight': T07:40).",
            min_length=1,
            max_length=64,
        ),
    ]
    timex_mod: Annotated[Optional[str], Column("TIMEX3 mod.", vocabulary=TIMEX_MODS)]
    timex_quant: Annotated[Optional[str], Column("TIMEX3 quant of a SET ('EVERY').", min_length=1)]
    timex_freq: Annotated[Optional[str], Column("TIMEX3 freq of a SET ('2X').", min_length=1)]
    start_date: StartDate
    end_date: EndDate
    anchor: Annotated[str, Column("What the value was computed from.", vocabulary=ANCHORS)]
    segment_index: SegmentIndex
    in_body: InBody
    sentence: Sentence


@dataset(
    "quantities",
    one_row_is="one amount; the number of a duration is one, beside its row of `times`",
    key=("quantity_id",),
    sort_by=("article_id", "char_start", "char_end"),
    rules=(_SPAN, Ordered("value_min", "value_max"), Together("currency", "currency_basis"), Together("value_min", "value_max")),
    sets=(Disjoint(), Apart("times", "timex_type", ("DATE", "TIME"), touching=True)),
    offsets=(Offsets(),),
)
class Quantity(NamedTuple):
    """One amount: a count, a measure, a percentage or money."""

    article_id: ArticleId
    published_date: PublishedDate
    quantity_id: Annotated[str, _id("amount")]
    text: Text
    char_start: CharStart
    char_end: CharEnd
    value_min: Annotated[Optional[float], Column("Lower end; the number stated where there is one; null where vague.")]
    value_max: Annotated[Optional[float], Column("Upper end; differs from value_min only where the modifier is between.")]
    modifier: Annotated[str, Column("Direction of the statement.", vocabulary=MODIFIERS)]
    unit: Annotated[Optional[str], Column("Unit in its singular English name ('kilometre', 'percent').", min_length=1)]
    dimension: Annotated[
        Optional[str], Column("Physical dimension ('length') or 'percentage', 'percentage_point', 'currency'.", min_length=1)
    ]
    currency: Annotated[Optional[str], Column("ISO 4217 code.", pattern=r"[A-Z]{3}")]
    currency_basis: Annotated[Optional[str], Column("Whether the currency is stated or inferred.", vocabulary=("stated", "inferred"))]
    counted: Annotated[Optional[str], Column("What is counted, as written ('Ukrainian drones').", min_length=1)]
    segment_index: SegmentIndex
    in_body: InBody
    sentence: Sentence


class ContentSpan(NamedTuple):
    """One piece of a statement's content: offsets into source_text and the segment it lies in."""

    start: int
    end: int
    segment_index: int


@dataset(
    "statements",
    one_row_is="one thing somebody said, wrote, believes or intends",
    key=("statement_id",),
    sort_by=("article_id", "content_start", "content_end", "statement_id"),
    rules=(
        Ordered("content_start", "content_end", or_equal=False),
        Together("cue_start", "cue_end"),
        Together("cue_start", "cue_text"),
        Ordered("cue_start", "cue_end", or_equal=False),
        Together("speaker_start", "speaker_end"),
        Together("speaker_start", "speaker_text"),
        Ordered("speaker_start", "speaker_end", or_equal=False),
    ),
    sets=(Pieces("content_spans", "content_start", "content_end"),),
    offsets=(
        Offsets("content_start", "content_end", "content_text", in_evidence=False),
        Offsets("cue_start", "cue_end", "cue_text", in_evidence=False),
        Offsets("speaker_start", "speaker_end", "speaker_text", in_evidence=False),
    ),
    references=(Reference("speaker_entity_id", "entities", "entity_id"),),
)
class Statement(NamedTuple):
    """One attribution: content, cue and speaker."""

    article_id: ArticleId
    published_date: PublishedDate
    statement_id: Annotated[str, _id("statement")]
    form: Annotated[str, Column("Direct, indirect or mixed speech.", vocabulary=STATEMENT_FORMS)]
    content_spans: Annotated[
        List[ContentSpan], Column("The pieces of the content in order, quotation marks included, cue and speaker left out.")
    ]
    content_start: Annotated[int, Column("Offset of the content's first character.", minimum=0)]
    content_end: Annotated[int, Column("Offset after the content's last character.", minimum=1)]
    content_text: Annotated[str, Column("source_text[content_start:content_end].", min_length=1)]
    cue_start: Annotated[Optional[int], Column("Offset of the cue's first character.", minimum=0)]
    cue_end: Annotated[Optional[int], Column("Offset after the cue's last character.", minimum=1)]
    cue_text: Annotated[Optional[str], Column("The cue as written ('said').", min_length=1)]
    speaker_start: Annotated[Optional[int], Column("Offset of the speaker's first character.", minimum=0)]
    speaker_end: Annotated[Optional[int], Column("Offset after the speaker's last character.", minimum=1)]
    speaker_text: Annotated[Optional[str], Column("The speaker as written, may be 'he'.", min_length=1)]
    speaker_entity_id: EntityRef
    speaker_name: Annotated[Optional[str], Column("Name of the speaker, resolved.", min_length=1)]
    speaker_role: Annotated[Optional[str], Column("Role of the speaker as written in the article.", min_length=1)]
    speaker_basis: Annotated[str, Column("How the speaker was found.", vocabulary=SPEAKER_BASES)]
    confidence: Annotated[
        float,
        Column("Probability that an annotator would have half of the content and more, said by the same speaker.", minimum=0, maximum=1),
    ]
    stance: Annotated[str, Column("What the speaker does with the content.", vocabulary=STANCES)]
    hedged: Annotated[bool, Column("Whether the attribution is hedged ('may have said', 'reportedly').")]
    negated: Annotated[bool, Column("Whether the attribution is negated ('did not say').")]
    marks_unbalanced: Annotated[bool, Column("Whether a quotation mark is unclosed or unopened.")]
    medium: Annotated[Optional[str], Column("Medium as written ('on Telegram').", min_length=1)]
    occasion: Annotated[Optional[str], Column("Occasion as written ('at a news conference').", min_length=1)]
    segment_index: SegmentIndex
    in_body: InBody
    sentence: Sentence


@dataset(
    "events",
    one_row_is="one thing that happened, is planned, is possible or is denied",
    key=("event_id",),
    sort_by=("article_id", "char_start", "char_end", "event_id"),
    rules=(
        _SPAN,
        _DAYS,
        Together("start_date", "end_date"),
        Ordered("end_date", "published_date", unless=("modality", ("planned", "possible"))),
        Either("event_type", "incident_type"),
        Requires("mode", "event_type"),
        Requires("cameo_root", "event_type"),
        Together("actor_start", "actor_end"),
        Together("actor_start", "actor_text"),
        Ordered("actor_start", "actor_end", or_equal=False),
        Requires("actor_entity_id", "actor_text"),
        Together("target_start", "target_end"),
        Together("target_start", "target_text"),
        Ordered("target_start", "target_end", or_equal=False),
        Requires("target_entity_id", "target_text"),
    ),
    offsets=(
        Offsets(),
        Offsets("actor_start", "actor_end", "actor_text", in_evidence=False),
        Offsets("target_start", "target_end", "target_text", in_evidence=False),
    ),
    references=(
        Reference("actor_entity_id", "entities", "entity_id"),
        Reference("target_entity_id", "entities", "entity_id"),
        Reference("place_id", "places", "place_id"),
        Reference("statement_id", "statements", "statement_id"),
    ),
)
class Event(NamedTuple):
    """One report of an event: its trigger, who did it to whom, where, when, and whether it happened."""

    article_id: ArticleId
    published_date: PublishedDate
    event_id: Annotated[str, _id("event")]
    event_key: Annotated[str, Column("The same for one real event told several times in the article.", pattern=_DIGEST)]
    is_main: Annotated[bool, Column("Whether it is what the article is about.")]
    text: Text
    char_start: CharStart
    char_end: CharEnd
    event_type: Annotated[
        Optional[str],
        Column("PLOVER event type (listed below); an event has this or an incident_type, or both.", vocabulary=tuple(EVENT_TYPES)),
    ]
    mode: Annotated[Optional[str], Column("PLOVER mode of the event type (listed below).", vocabulary=_MODES)]
    cameo_root: Annotated[Optional[str], Column("CAMEO root code, 01 to 20.", pattern=r"[0-9]{2}")]
    incident_type: Annotated[Optional[str], Column("What PLOVER has no type for (listed below).", vocabulary=tuple(INCIDENT_TYPES))]
    actor_start: Annotated[
        Optional[int],
        Column(
            "Offset of the actor's first character, in another sentence where another report of the event (event_key) names it.", minimum=0
        ),
    ]
    actor_end: Annotated[Optional[int], Column("Offset after the actor's last character.", minimum=1)]
    actor_text: Annotated[Optional[str], Column("Who did it, as written.", min_length=1)]
    actor_entity_id: Annotated[Optional[str], Column("Who did it (entities.entity_id).", pattern=_DIGEST)]
    target_start: Annotated[
        Optional[int],
        Column(
            "Offset of the target's first character, in another sentence where another report of the event (event_key) names it.", minimum=0
        ),
    ]
    target_end: Annotated[Optional[int], Column("Offset after the target's last character.", minimum=1)]
    target_text: Annotated[Optional[str], Column("To whom or what it was done, as written.", min_length=1)]
    target_entity_id: Annotated[Optional[str], Column("To whom it was done (entities.entity_id).", pattern=_DIGEST)]
    place_id: Annotated[Optional[str], Column("Where (places.place_id).", pattern=_DIGEST)]
    start_date: StartDate
    end_date: EndDate
    date_basis: Annotated[str, Column("Where its days come from.", vocabulary=DATE_BASES)]
    modality: Annotated[str, Column("Whether it happened, is planned, is possible, or is denied.", vocabulary=EVENT_MODALITIES)]
    statement_id: Annotated[Optional[str], Column("The statement that reports it (statements.statement_id).", pattern=_DIGEST)]
    segment_index: SegmentIndex
    in_body: InBody
    sentence: Sentence


@dataset(
    "casualties",
    one_row_is="one report of a human toll",
    key=("casualty_id",),
    sort_by=("article_id", "char_start", "char_end", "casualty_id"),
    rules=(
        _SPAN,
        _DAYS,
        Together("start_date", "end_date"),
        Ordered("count_min", "count_max"),
        Together("count_min", "count_max"),
        Requires("statement_id", "source_name"),
    ),
    sets=(PartOf("part_of", "casualty_id", "count_min", "count_max"),),
    offsets=(Offsets(),),
    references=(
        Reference("place_id", "places", "place_id"),
        Reference("event_id", "events", "event_id"),
        Reference("statement_id", "statements", "statement_id"),
        Reference("part_of", "casualties", "casualty_id"),
    ),
)
class Casualty(NamedTuple):
    """One report of people killed, injured, missing, captured, displaced, rescued, arrested or evacuated: how many, who, by whose count."""

    article_id: ArticleId
    published_date: PublishedDate
    casualty_id: Annotated[str, _id("report and its outcome")]
    outcome: Annotated[
        str,
        Column("What became of them; harmed is killed or injured where the text leaves open which ('12 casualties').", vocabulary=OUTCOMES),
    ]
    text: Text
    char_start: CharStart
    char_end: CharEnd
    count_min: Annotated[Optional[int], Column("Lower end; the number stated where there is one; null where vague.", minimum=0, wide=True)]
    count_max: Annotated[
        Optional[int], Column("Upper end; differs from count_min only where the modifier is between.", minimum=0, wide=True)
    ]
    modifier: Annotated[str, Column("Direction of the count.", vocabulary=MODIFIERS)]
    victims: Annotated[Optional[str], Column("Who they are, as written ('residents').", min_length=1)]
    place_id: Annotated[Optional[str], Column("Where (places.place_id).", pattern=_DIGEST)]
    start_date: StartDate
    end_date: EndDate
    date_basis: Annotated[str, Column("Where its days come from.", vocabulary=DATE_BASES)]
    event_id: Annotated[Optional[str], Column("The event that did it (events.event_id).", pattern=_DIGEST)]
    statement_id: Annotated[Optional[str], Column("The statement that reports it (statements.statement_id).", pattern=_DIGEST)]
    source_name: Annotated[Optional[str], Column("Whose number it is: the speaker resolved, or as written.", min_length=1)]
    part_of: Annotated[Optional[str], Column("The toll that it is a part of (casualties.casualty_id).", pattern=_DIGEST)]
    status: Annotated[str, Column("Whether the article stands by it.", vocabulary=TOLL_STATUSES)]
    is_background: Annotated[
        bool, Column("Whether it is told of what somebody did before, or of what happens again and again, not of what the article reports.")
    ]
    segment_index: SegmentIndex
    in_body: InBody
    sentence: Sentence


@dataset(
    "rejects",
    one_row_is="one input, or one row, that left the main path",
    key=("source_uri", "stage", "reason", "detail", "row_json"),
    sort_by=("source_uri", "stage", "reason", "detail"),
    partitioned=False,
    run_columns=("run_id", "rejected_at"),
)
class Reject(NamedTuple):
    """One input, or one row, that left the main path, with the reason."""

    source_uri: Annotated[str, Column("The input it came from.", min_length=1)]
    stage: Annotated[str, Column("Where it left.", vocabulary=STAGES)]
    reason: Annotated[str, Column("Why it left.", vocabulary=REASONS)]
    detail: Annotated[str, Column("What exactly, for people; holds no article text but the date header.", max_length=500)]
    source_bytes: Annotated[Optional[int], Column("Size of the input in bytes, after decompression.", minimum=0, wide=True)]
    article_id: Annotated[Optional[str], Column("Identifier of the content, where it was read.", pattern=_DIGEST)]
    row_json: Annotated[Optional[str], Column("The rejected row as JSON, where a row was rejected.", min_length=2)]
    run_id: Annotated[str, Column("The run that rejected it.", min_length=1)]
    rejected_at: Annotated[datetime.datetime, Column("Start of that run.")]


@dataset(
    "runs",
    one_row_is="one run",
    key=("run_id",),
    sort_by=("run_id",),
    rules=(Ordered("started_at", "finished_at"),),
    partitioned=False,
    run_columns=("run_id", "started_at", "finished_at", "arguments", "versions", "stage_seconds"),
)
class Run(NamedTuple):
    """One run: what went in, what came out, with which versions, how long it took."""

    run_id: Annotated[str, Column("Identifier of the run: its start in UTC and a random suffix.", min_length=1)]
    started_at: Annotated[datetime.datetime, Column("Start of the run.")]
    finished_at: Annotated[datetime.datetime, Column("End of the run, before the switch.")]
    status: Annotated[str, Column("How the run ended.", vocabulary=RUN_STATUSES)]
    pipeline_version: Annotated[str, Column("Version of the code, its data, the model and the row-changing options.", min_length=1)]
    schema_version: Annotated[str, Column("Version of the contract.", min_length=1)]
    versions: Annotated[str, Column("JSON object: versions of the main libraries and of the model.", min_length=2)]
    arguments: Annotated[str, Column("JSON object: the options of the run.", min_length=2)]
    inputs: Annotated[int, Column("Inputs found.", minimum=0, wide=True)]
    skipped: Annotated[
        int,
        Column("Things found that are no inputs (see skipped.jsonl of the run).", minimum=0, wide=True),
    ]
    new_articles: Annotated[int, Column("Articles added or replaced.", minimum=0, wide=True)]
    unchanged_articles: Annotated[int, Column("Inputs already published with the same bytes and pipeline version.", minimum=0, wide=True)]
    rejected_inputs: Annotated[int, Column("Inputs rejected.", minimum=0, wide=True)]
    rejected_rows: Annotated[int, Column("Single rows rejected.", minimum=0, wide=True)]
    rows_out: Annotated[str, Column("JSON object: rows staged by dataset.", min_length=2)]
    stage_seconds: Annotated[str, Column("JSON object: seconds by stage of the run.", min_length=2)]
