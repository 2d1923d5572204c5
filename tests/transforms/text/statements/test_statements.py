"""Who says what: sentences of our own, the statements they hold, and texts nobody should have written."""

import datetime
import re
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas import Entity, Statement, digest
from schemas.contract import broken_rules
from tests.conftest import Annotated, page
from tests.steps import growth
from transforms.text import statements
from transforms.text.reading import Reading, annotation
from transforms.text.reading.layers import Layer, Name, Reference


def named(
    reading: Reading, people: Mapping[str, str], pronouns: Mapping[str, str] | None = None, kinds: Mapping[str, str] | None = None
) -> Reading:
    """``reading`` with names: an entity a distinct value of ``people`` (form: name), a reference a form of ``pronouns``; by name the ``kinds`` of
    those that are no persons.
    """
    text, key = reading.source_text, reading.article_id
    kinds = {"Norland Times": "ORG", **(kinds or {})}
    numbers = {name: number for number, name in enumerate(dict.fromkeys(people.values()))}
    found = sorted((*m.span(), form, name) for form, name in people.items() for m in re.finditer(rf"\b{re.escape(form)}\b", text))
    layer: list[Name] = []
    owners: list[int] = []
    for start, end, _, name in found:
        passage = reading.passage_at(start)
        if passage is None or (layer and start < layer[-1].end):
            continue
        tokens = passage.tokens_of(start - passage.start, end - passage.start)
        layer.append(Name(start, end, kinds.get(name, "PERSON"), passage.index, *tokens))
        owners.append(numbers[name])
    reading.names, reading.owners = Layer(layer), owners
    reading.entities = [
        Entity(key, reading.published_date, digest(name), name, kinds.get(name, "PERSON"), "Mayor", 1, 2, None, None, 1, None, None)
        for name in numbers
    ]
    reading.references = Layer(
        Reference(*m.span(), numbers[name]) for form, name in (pronouns or {}).items() for m in re.finditer(rf"\b{re.escape(form)}\b", text)
    )
    return reading


def extract(reading: Reading) -> list[Statement]:
    return statements.extract(reading)["statements"]


def pieces(article: Reading, row: Statement) -> list[str]:
    return [article.source_text[piece.start : piece.end] for piece in row.content_spans]


def found(article: Reading) -> list[tuple[list[str], str | None, str | None]]:
    return [(pieces(article, row), row.cue_text, row.speaker_text) for row in extract(article)]


def only(article: Reading) -> Statement:
    (row,) = extract(article)
    return row


@pytest.mark.parametrize(
    ("text", "content", "cue", "speaker"),
    [
        # direct: after, before, in the middle, continued
        ("“No,” she said.", ["“No,”"], "said", "she"),
        ("“Why now?” asked Berg.", ["“Why now?”"], "asked", "Berg"),
        ('She said: "The dam will hold."', ['"The dam will hold."'], "said", "She"),
        (
            "“We will rebuild the bridge,” Mayor Ada Quill told reporters on Tuesday. “It will take two years.”",
            ["“We will rebuild the bridge,”", "“It will take two years.”"],
            "told",
            "Mayor Ada Quill",
        ),
        (
            "“If it rains,” said Tom Hale, the club's secretary, “we will play indoors.”",
            ["“If it rains,”", "“we will play indoors.”"],
            "said",
            "Tom Hale, the club's secretary",
        ),
        ("'We are tired,' Dr. Ola Brandt said.", ["'We are tired,'"], "said", "Dr. Ola Brandt"),
        ("''We are tired,'' Dr. Ola Brandt said.", ["''We are tired,''"], "said", "Dr. Ola Brandt"),
        ("“They told me ‘go home’ and I did,” Berg said.", ["“They told me ‘go home’ and I did,”"], "said", "Berg"),
        ('As Quill put it, "Nobody checked the bolts."', ['"Nobody checked the bolts."'], "put it", "Quill"),
        ("“It was dark.” – Ona Berg", ["“It was dark.”"], "–", "Ona Berg"),
        ("Ona Berg: “We were never asked.”", ["“We were never asked.”"], ":", "Ona Berg"),
        # indirect and mixed
        ("Ada Quill said the bridge would be rebuilt.", ["the bridge would be rebuilt"], "said", "Ada Quill"),
        ("Quill warned that the river would rise.", ["that the river would rise"], "warned", "Quill"),
        ("The bridge, Quill said, was never safe.", ["The bridge", "was never safe"], "said", "Quill"),
        (
            "The president believes the war will end soon, his spokesman Ivo Lant said at a briefing.",
            ["The president believes the war will end soon"],
            "said",
            "his spokesman Ivo Lant",
        ),
        (
            "Lant said the talks were “useful” but “far from over.”",
            ["the talks were “useful” but “far from over.”"],
            "said",
            "Lant",
        ),
        ("Brandt told the Norland Times in an interview that she would resign.", ["that she would resign"], "told", "Brandt"),
        ("According to the ministry, 12 villages were flooded.", ["12 villages were flooded"], "According to", "the ministry"),
        (
            "The bridge is unsafe, according to a report by the Norland Institute.",
            ["The bridge is unsafe"],
            "according to",
            "a report by the Norland Institute",
        ),
        # judgements, intentions, beliefs
        ("He praised the rescuers for their courage.", ["the rescuers for their courage"], "praised", "He"),
        ("Critics called the plan “a gift to developers.”", ["the plan “a gift to developers.”"], "called", "Critics"),
        ("She accused the council of hiding the figures.", ["the council of hiding the figures"], "accused", "She"),
        ("The plan was criticised by the unions for its cost.", ["The plan", "for its cost"], "was criticised", "the unions"),
        ("The union wants to strike in May.", ["to strike in May"], "wants", "The union"),
        ("Residents fear the dam will break.", ["the dam will break"], "fear", "Residents"),
        ("Voss expressed concern about the delay.", ["the delay"], "expressed concern about", "Voss"),
        ("The court is expected to rule on Friday.", ["The court", "to rule on Friday"], "is expected", None),
        ("Quill, who said she was tired, left early.", ["she was tired"], "said", "who"),
        # headlines and transcripts
        ("Poll: Most voters oppose the dam", ["Most voters oppose the dam"], ":", "Poll"),
        ("DOE: Where were you on Monday?", ["Where were you on Monday"], ":", "DOE"),
    ],
)
def test_content_cue_and_speaker(annotated: Annotated, text: str, content: list[str], cue: str, speaker: str | None) -> None:
    assert found(annotated(text)) == [(content, cue, speaker)]


@pytest.mark.parametrize(
    "text",
    [
        "The river rose by two metres overnight. Twelve houses were destroyed.",
        'The so-called "wonder drug" is sold in the novel "The Long Rain" as a cure.',
        "The storm made the roads impassable and left ten thousand homes without power.",
        "The “old town” was flooded.",
        "Correction: The match was played on Tuesday.",
        "",
    ],
)
def test_what_the_journalist_asserts_is_no_statement(annotated: Annotated, text: str) -> None:
    assert found(annotated(text)) == []


def test_two_speakers_in_one_sentence(annotated: Annotated) -> None:
    article = annotated("Quill thinks, however, that the dam is safe, and Berg doubts it will hold.")
    assert found(article) == [(["that the dam is safe"], "thinks", "Quill"), (["it will hold"], "doubts", "Berg")]


def test_two_cues_of_one_speaker(annotated: Annotated) -> None:
    article = annotated('"The road is closed," the ministry said, adding: "Use the ferry."')
    assert found(article) == [
        (['"The road is closed,"'], "said", "the ministry"),
        (['"Use the ferry."'], "adding", "the ministry"),
    ]


def test_only_the_outermost_attribution_is_a_row(annotated: Annotated) -> None:
    assert only(annotated("Berg said Quill had promised that the dam would hold.")).cue_text == "said"


def test_a_quotation_over_several_paragraphs_is_one_statement(annotated: Annotated) -> None:
    article = annotated(
        "“We heard a bang. It was late,” said Ona Berg, 41.\n\n“Nobody knew what to do.\n\n“So we ran.”\n\nThe fire was out by noon."
    )
    row = only(article)
    assert pieces(article, row) == ["“We heard a bang. It was late,”", "“Nobody knew what to do.", "“So we ran.”"]
    assert [piece.segment_index for piece in row.content_spans] == [1, 2, 3]
    assert (row.segment_index, row.form, row.marks_unbalanced) == (1, "direct", False)
    assert row.content_text == article.source_text[row.content_start : row.content_end]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "“The well is dry.\n\n“It was dug too late.\n\n“We have no water,” Quill said.",
            [("Quill", ["“The well is dry.", "“It was dug too late.", "“We have no water,”"])],
        ),
        (
            "“The well is dry,” Berg said.\n\n“It was dug too late.\n\n“We have no water,” Quill added.",
            [("Berg", ["“The well is dry,”"]), ("Quill", ["“It was dug too late.", "“We have no water,”"])],
        ),
        # a quotation that closes is not the next one's
        ("“The well is dry.”\n\n“We have no water,” Quill said.", [(None, ["“The well is dry.”"]), ("Quill", ["“We have no water,”"])]),
        (
            "“The well is dry,” Berg said.\n\n“It was dug too late.”\n\n“We have no water,” Quill added.",
            [("Berg", ["“The well is dry,”", "“It was dug too late.”"]), ("Quill", ["“We have no water,”"])],
        ),
        # nor one before a paragraph that begins otherwise
        ("“The well is dry.\n\nQuill said: “We have no water.”", [(None, ["“The well is dry."]), ("Quill", ["“We have no water.”"])]),
    ],
)
def test_paragraphs_that_do_not_close_are_whose_the_next_one_is(
    annotated: Annotated, text: str, rows: list[tuple[str | None, list[str]]]
) -> None:
    article = annotated(text)
    assert [(row.speaker_text, pieces(article, row)) for row in extract(article)] == rows


def test_the_speaker_before_speaks_behind_paragraphs_that_do_not_close_too(annotated: Annotated) -> None:
    text = 'Berg said it was late.\n\n“The well is dry.\n\n“It was dug too late.\n\n"Nobody came to help us."'
    rows = extract(named(annotated(text), {"Berg": "Ona Berg"}))
    assert [(row.speaker_name, len(row.content_spans)) for row in rows] == [("Ona Berg", 1), ("Ona Berg", 2), ("Ona Berg", 1)]


@pytest.mark.parametrize(
    ("opening", "name"),
    [("“The well is dry.\n\n", "Ona Berg"), ("The well was dry.\n\n“The well is dry.\n\n", None), ("", None)],
)
def test_a_pronoun_behind_such_paragraphs_is_the_speaker_right_before_them(annotated: Annotated, opening: str, name: str | None) -> None:
    article = named(annotated(f"Berg said it was late.\n\n{opening}“We have no water,” she said."), {"Berg": "Ona Berg"})
    assert [row.speaker_name for row in extract(article)] == ["Ona Berg", name]


def test_a_paragraph_that_announces_the_next(annotated: Annotated) -> None:
    article = annotated("Berg made the following statement:\n\n“I saw nothing.”")
    row = only(article)
    assert (pieces(article, row), row.speaker_text, row.segment_index) == (["“I saw nothing.”"], "Berg", 2)
    assert row.sentence == "“I saw nothing.”"


def test_a_quotation_without_a_cue_is_the_previous_speakers(annotated: Annotated) -> None:
    article = annotated("Berg said the lights went out.\n\n“It was dark and nobody came.”")
    named(article, {"Berg": "Ona Berg"})
    rows = extract(article)
    assert [(row.speaker_name, row.speaker_basis, row.cue_text) for row in rows] == [
        ("Ona Berg", "named", "said"),
        ("Ona Berg", "previous_speaker", None),
    ]


@pytest.mark.parametrize(
    ("text", "name", "basis"),
    [
        ("Mayor Ada Quill said the dam was safe.", "Ada Quill", "named"),
        ("The mayor, Ada Quill, said the dam was safe.", "Ada Quill", "appositive"),
        ("Ada Quill was tired. She said the dam was safe.", "Ada Quill", "pronoun"),
        ("Ada Quill, who said the dam was safe, left.", "Ada Quill", "pronoun"),
        ("The Norland Times reported that the dam was safe.", "Norland Times", "organisation"),
        ("The ministry said the dam was safe.", None, "nominal"),
        ("One doctor at the clinic, Norland Times, said the dam was safe.", None, "nominal"),
        ("They said the dam was safe.", None, "pronoun"),
        ("The dam is expected to hold.", None, "unknown"),
    ],
)
def test_the_speaker_resolved(annotated: Annotated, text: str, name: str | None, basis: str) -> None:
    article = annotated(text)
    named(article, {"Ada Quill": "Ada Quill", "Norland Times": "Norland Times"}, {"She": "Ada Quill"})
    row = only(article)
    assert (row.speaker_name, row.speaker_basis) == (name, basis)
    assert (row.speaker_entity_id, row.speaker_role) == ((digest(name), "Mayor") if name else (None, None))


def test_a_pronoun_is_the_speaker_before_only_where_nobody_else_is_named(annotated: Annotated) -> None:
    people = {"Ada Quill": "Ada Quill", "Tom Hale": "Tom Hale"}
    alone = annotated("Ada Quill praised the crews. “They were quick,” she said.")
    assert [row.speaker_name for row in extract(named(alone, people))] == ["Ada Quill", "Ada Quill"]
    both = annotated("Ada Quill praised Tom Hale. “They were quick,” she said.")
    assert [row.speaker_name for row in extract(named(both, people))] == ["Ada Quill", None]


@pytest.mark.parametrize(
    ("text", "stance", "hedged", "negated"),
    [
        ("Quill said the dam was safe.", "asserted", False, False),
        ("Quill did not say when the road would reopen.", "asserted", False, True),
        ("Quill no longer wants to sell the mill.", "intended", False, True),
        ("Nobody said the dam was safe.", "asserted", False, True),
        ("None of the engineers said the dam was safe.", "asserted", False, True),
        ("Quill barely mentioned the dam.", "asserted", False, True),
        ("Prime Minister Ada May said the dam was safe.", "asserted", False, False),
        ("Quill could not confirm that anyone was hurt.", "asserted", True, True),
        ("The two suspects reportedly told police they had acted alone.", "asserted", True, False),
        ("The minister denied that he had taken money.", "denied", False, False),
        ("Berg claimed that the vote was rigged.", "alleged", False, False),
        ("Quill admitted that the bolts were rusty.", "admitted", False, False),
        ("The company refused to comment.", "declined", False, False),
        ("Police asked residents to stay at home.", "demanded", False, False),
        ("He pleaded with residents to heed the orders.", "demanded", False, False),
        ("The mayor vowed to rebuild the school.", "promised", False, False),
        ("Quill warned that the river would rise.", "warned", False, False),
        ("He praised the rescuers for their courage.", "praised", False, False),
        ("Critics slammed the plan.", "criticised", False, False),
        ("Ada Quill shrugged: “Not me.”", "asserted", False, False),
        ("Critics shrugged off the plan.", "criticised", False, False),
        ("Residents fear the dam will break.", "believed", False, False),
        ("The union wants to strike in May.", "intended", False, False),
        ("The court is expected to rule on Friday.", "believed", True, False),
    ],
)
def test_stance_hedge_and_negation(annotated: Annotated, text: str, stance: str, hedged: bool, negated: bool) -> None:
    row = only(annotated(text))
    assert (row.stance, row.hedged, row.negated) == (stance, hedged, negated)


@pytest.mark.parametrize(
    ("text", "medium", "occasion"),
    [
        ("Gov. Petra Voss said on Telegram that two drones had been shot down.", "on Telegram", None),
        ("The army said in a statement on Facebook that its troops had left Orlin.", "in a statement on Facebook", None),
        ("“They were quick,” she said at a news conference on Monday.", None, "at a news conference on Monday"),
        ("Brandt said in the street that she would resign.", None, None),
    ],
)
def test_medium_and_occasion(annotated: Annotated, text: str, medium: str | None, occasion: str | None) -> None:
    row = only(annotated(text))
    assert (row.medium, row.occasion) == (medium, occasion)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("“The dam will hold, Quill said.", "“The dam will hold,"),
        ("The dam will hold,” Quill said.", "The dam will hold,”"),
    ],
)
def test_missing_marks_are_a_flag(annotated: Annotated, text: str, content: str) -> None:
    row = only(annotated(text))
    assert (row.content_text, row.marks_unbalanced, row.speaker_text) == (content, True, "Quill")


def test_form(annotated: Annotated) -> None:
    forms = {"“No, it is not safe,” Berg said.": "direct", "Berg said it is “not” safe.": "mixed", "Berg said it is safe.": "indirect"}
    assert {text: only(annotated(text)).form for text in forms} == forms


def check(article: Reading) -> list[Statement]:
    """Everything that must hold for the rows of any article."""
    rows = extract(article)
    text, segments = article.source_text, {segment.segment_index: segment for segment in article.segments}
    for row in rows:
        assert broken_rules("statements", row) == []
        assert row.content_text == text[row.content_start : row.content_end]
        assert (row.content_start, row.content_end) == (row.content_spans[0].start, row.content_spans[-1].end)
        for start, end, words in ((row.cue_start, row.cue_end, row.cue_text), (row.speaker_start, row.speaker_end, row.speaker_text)):
            assert words is None or text[start:end] == words
        last = -1
        for piece in row.content_spans:
            assert segments[piece.segment_index].char_start <= piece.start < piece.end <= segments[piece.segment_index].char_end
            assert last <= piece.start
            last = piece.end
            assert row.cue_start is None or row.cue_end is None or piece.end <= row.cue_start or row.cue_end <= piece.start
        assert row.sentence in text
    assert len({row.statement_id for row in rows}) == len(rows)
    assert rows == extract(article)
    return rows


STORY = (
    "Mayor: ‘Dam is safe’\n\n“We will rebuild the bridge,” Mayor Ada Quill told reporters on Tuesday. “It will take two years.”\n\n"
    'The river, she said, had “never been so high” in her lifetime.\n\n"Nobody asked us," said Tom Hale, the club\'s secretary, "and nobody'
    " will.\"\n\n“I went out. ‘Who is there?’ I asked.\n\n“Nobody answered,” Ona Berg recalled.\n\n''I was afraid,'' he wrote on Telegram."
)
MARKS = "“”\"'‘’`«»„"
_edit = st.tuples(
    st.integers(0, len(STORY) - 1), st.sampled_from([*MARKS, "", "", "\n\n", ",", ". ", ":", " ", "—", "said ", "\u00a0", "😀"])
)


@settings(max_examples=25, suppress_health_check=list(HealthCheck), derandomize=True)
@given(edits=st.lists(_edit, max_size=10), drop=st.booleans())
def test_mutated_marks_never_break_anything(nlp: Any, edits: list[tuple[int, str]], drop: bool) -> None:
    text = list(STORY)
    for at, new in edits:
        text[at] = new if drop else new + text[at]
    check(annotation.annotate(nlp, page("".join(text))))


WORDS = [*MARKS, "she said ", "He ", "Ada Quill ", "told ", "that ", ", ", ". ", ": ", "\n\n", "no ", "to ", "—"]


@settings(max_examples=25, suppress_health_check=list(HealthCheck), derandomize=True)
@given(words=st.lists(st.sampled_from(WORDS), max_size=60))
def test_word_salad_never_breaks_anything(nlp: Any, words: list[str]) -> None:
    check(annotation.annotate(nlp, page("".join(words))))


def test_the_story_itself(annotated: Annotated) -> None:
    article = annotated(STORY)
    assert [(row.cue_text, row.speaker_text, len(row.content_spans)) for row in check(article)] == [
        (":", "Mayor", 1),
        ("told", "Mayor Ada Quill", 2),
        ("said", "she", 2),
        ("said", "Tom Hale, the club's secretary", 2),
        ("recalled", "Ona Berg", 2),
        ("wrote", "he", 1),
    ]


def test_a_hostile_paragraph_takes_linear_time(nlp: Any) -> None:
    some, many = (annotation.annotate(nlp, page("“Yes,” he said. " * number)) for number in (200, 400))
    assert len(check(many)) == 400
    assert growth(extract, some, many) < 2.5


def test_the_layer_tells_what_is_said_by_whom(annotated: Annotated) -> None:
    reading = annotated("“The dam will hold,” Quill said. “It is new.” Nobody was hurt.")
    row = only(reading)
    text = reading.source_text
    assert [text[item.start : item.end] for item in reading.statements] == ["“The dam will hold,”", "“It is new.”"]
    found = [reading.statements.at(text.index(word)) for word in ("hold", "said", "new", "Nobody")]
    assert [item and item.row for item in found] == [row, None, row, None]
    assert reading.claimed(text.index("hold"), text.index("hold") + 4, "places", "statements") == "statements"


def test_each_row_has_its_reason(annotated: Annotated) -> None:
    reading = annotated("Poll: Most voters oppose the dam\n\nBerg said it was late.\n\n“It was dark and nobody came.”")
    rows = extract(reading)
    assert [reading.reasons["statements", row.content_start, row.content_end] for row in rows] == [
        "a headline with its speaker before a colon",
        "a verb with a clause",
        "a quotation without a cue",
    ]


def test_rows_carry_their_article(annotated: Annotated) -> None:
    row = only(annotated("Berg said it was late.", "2024-02-29"))
    assert row.published_date == datetime.date(2024, 2, 29)
    assert (row.in_body, row.segment_index, row.sentence) == (True, 1, "Berg said it was late.")


def test_quotations_that_end_beyond_the_paragraph_raise_nothing(annotated: Annotated) -> None:
    article = annotated('said "I rowing.' + "”" * 30 + '"')
    assert all(row.content_text for row in extract(article))
