"""The rooms of statements by themselves: phrases, sources, frames, quotations and their cues, offsets."""

from collections.abc import Callable

import pytest

from tests.conftest import Annotated
from transforms.text import names
from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage
from transforms.text.statements import adjectives, cues, marks, nesting, nouns, phrases, sources, speech, syntax, turns, verbs
from transforms.text.statements.attribution import Attribution, Range
from transforms.text.statements.offsets import pieces_of
from transforms.text.statements.owners import ANNOUNCED, Owners


def only_passage(reading: Reading) -> Passage:
    (passage,) = (p for p in reading.passages if p.segment.kind != "date_header")
    return passage


def words(p: Passage, span: Range | None) -> str | None:
    return None if span is None else p.slice(*span)


def content(p: Passage, item: Attribution) -> list[str]:
    return [p.slice(*piece) for piece in item.content]


# phrases and sources


@pytest.mark.parametrize(
    ("text", "verb", "cue"),
    [
        ("Berg has not yet said why.", "said", "has not yet said"),
        ("Berg pointed out that it was late.", "pointed", "pointed out"),
        ("Berg continued to insist that it was late.", "insist", "continued to insist"),
        ("As Berg put it, nobody came.", "put", "put it"),
    ],
)
def test_a_cue_has_its_auxiliaries_adverbs_and_particle(annotated: Annotated, text: str, verb: str, cue: str) -> None:
    p = only_passage(annotated(text))
    assert words(p, phrases.cue_of(p, p.words.index(verb))) == cue


def test_edges_are_trimmed_but_one_token_stays(annotated: Annotated) -> None:
    p = only_passage(annotated("– , Berg said , –"))
    assert words(p, phrases.trim(p, 0, len(p))) == "Berg said"
    assert phrases.trim(p, 0, 2) == (1, 2)


@pytest.mark.parametrize(
    ("text", "verb", "source"),
    [
        ("Ada Quill, the mayor, said it was late.", "said", "Ada Quill, the mayor"),
        ("Quill left early and said it was late.", "said", "Quill"),
        ("The plan was criticised by the unions.", "criticised", "the unions"),
        ("The plan was criticised.", "criticised", None),
        ("Quill wants to say that it was late.", "say", "Quill"),
        ("The court forced Quill to admit that it was late.", "admit", "Quill"),
        ("Quill began by saying that it was late.", "saying", "Quill"),
        ("Quill left the town, saying that it was late.", "saying", "Quill"),
    ],
)
def test_whose_words_by_syntax(annotated: Annotated, text: str, verb: str, source: str | None) -> None:
    p = only_passage(annotated(text))
    assert words(p, sources.source_of(p, p.words.index(verb))) == source


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("“It was late,” the tired mayor said.", "the tired mayor"),
        ("Then the mayor said.", "the mayor"),
        ("“It was late,” said the mayor of Orlin.", "the mayor of Orlin"),
        ("Said.", None),
    ],
)
def test_whose_words_by_what_stands_beside(annotated: Annotated, text: str, source: str | None) -> None:
    p = only_passage(annotated(text))
    assert words(p, sources.source_beside(p, p.lower.index("said"))) == source


# syntax


@pytest.mark.parametrize(
    ("text", "verb", "frame", "rule"),
    [
        ("Quill said the dam was safe.", "said", "clause", "a verb with a clause"),
        ("The union wants to strike.", "wants", "infinitive", "a verb with an infinitive"),
        ("The court is expected to rule.", "expected", "passive", "a passive with an infinitive"),
        ("The plan was criticised for its cost.", "criticised", "object", "a passive with its subject"),
        ("Critics called the plan a gift.", "called", "complement", "a verb with an object and its complement"),
        ("She praised the rescuers.", "praised", "object", "a verb with an object"),
        ("They apologised for the delay.", "apologised", "preposition", 'a verb with "for"'),
        ("Quill did not say when it would open.", "say", "clause", "a verb with an indirect question"),
    ],
)
def test_the_frames_of_verbs(annotated: Annotated, text: str, verb: str, frame: str, rule: str) -> None:
    p = only_passage(annotated(text))
    item = verbs.of_verb(p, p.words.index(verb))
    assert item is not None
    assert (item.frame, item.rule) == (frame, rule)


@pytest.mark.parametrize("text", ["The storm made the roads impassable.", "The river rose.", "It happened that he left."])
def test_other_verbs_attribute_nothing(annotated: Annotated, text: str) -> None:
    assert syntax.find(only_passage(annotated(text))) == []


@pytest.mark.parametrize(
    ("text", "noun", "cue", "source", "said"),
    [
        ("His claim that the vote was rigged is false.", "claim", "claim", "His", ["that the vote was rigged"]),
        ("Voss expressed concern about the delay.", "concern", "expressed concern about", "Voss", ["the delay"]),
        ("The mayor's warning of floods came late.", "warning", "warning of", "The mayor's", ["floods"]),
    ],
)
def test_nouns(annotated: Annotated, text: str, noun: str, cue: str, source: str, said: list[str]) -> None:
    p = only_passage(annotated(text))
    item = nouns.of_noun(p, p.words.index(noun))
    assert item is not None
    assert (words(p, item.cue), words(p, item.source), content(p, item)) == (cue, source, said)


def test_adjectives_need_somebody_who_feels_so(annotated: Annotated) -> None:
    p = only_passage(annotated("Quill is confident that the dam will hold."))
    item = adjectives.of_adjective(p, p.words.index("confident"))
    assert item is not None
    assert (words(p, item.cue), words(p, item.source), content(p, item)) == ("is confident", "Quill", ["that the dam will hold"])
    p = only_passage(annotated("It is clear that the dam will hold."))
    assert adjectives.of_adjective(p, p.words.index("clear")) is None


def test_according_to_has_the_clause_it_stands_beside(annotated: Annotated) -> None:
    p = only_passage(annotated("Ten died, according to the army, and six were hurt."))
    (item,) = syntax.find(p)
    assert (words(p, item.cue), words(p, item.source), item.rule) == ("according to", "the army", '"according to"')


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The lake is deep and may be salt or it may be sweet, according to Holm.", "The lake is deep and may be salt or it may be sweet,"),
        ("Sales fell at the mill, and its profits rose, according to Holm.", "its profits rose,"),
    ],
)
def test_a_comma_parts_what_is_according_to_somebody(annotated: Annotated, text: str, said: str) -> None:
    p = only_passage(annotated(text))
    (item,) = syntax.find(p)
    assert content(p, item) == [said]


# quotations


@pytest.mark.parametrize(
    ("text", "end", "speech", "alone"),
    [
        ("“No, never,” she said.", ",", False, True),
        ("“It is late.” She left.", ".", True, True),
        ("It was “far from over” then.", "", False, False),
        ("She said, “Go home!”", "!", False, True),
        ("“Why now?” – Ona Berg", "–", False, True),
    ],
)
def test_what_a_quotation_looks_like(annotated: Annotated, text: str, end: str, speech: bool, alone: bool) -> None:
    p = only_passage(annotated(text))
    assert (marks.ending(p, 0), marks.stands_alone(p, 0)) == (end, alone)
    assert marks.is_orphan(p, 0) == speech


CUE_OF: dict[str, Callable[[Passage], int | None]] = {
    "after": lambda p: cues.cue_after(p, 0, False),
    "before": lambda p: cues.cue_before(p, marks.tokens_of(p, 0)[0]),
    "noun": lambda p: cues.verb_with_noun(p, marks.tokens_of(p, 0)[0]),
    "sentence": lambda p: cues.cue_of_sentence_before(p, marks.tokens_of(p, 0)[0], ()),
}


@pytest.mark.parametrize(
    ("where", "text", "cue"),
    [
        ("after", "“No,” the mayor of Orlin told reporters.", "told"),
        ("after", "“No,” said Berg.", "said"),
        ("after", "“Why?” sneezed Berg.", "sneezed"),
        ("after", "“No,” if Berg says so.", None),
        ("after", "“It is late.” The shops closed and nobody said why.", None),
        ("before", "Berg said, “It is late.”", "said"),
        ("before", "Telling reporters on Monday: “It is late.”", "Telling"),
        ("before", "It was late. “Go home.”", None),
        ("before", "He mends “It is late.”", None),
        ("noun", "Berg made this statement: “It is late.”", "made"),
        ("noun", "Berg made this cake: “It is late.”", None),
        ("sentence", "Berg agreed. “It is late.”", "agreed"),
        ("sentence", "Berg slept. “It is late.”", None),
    ],
)
def test_the_cue_beside_a_quotation(annotated: Annotated, where: str, text: str, cue: str | None) -> None:
    p = only_passage(annotated(text))
    found = CUE_OF[where](p)
    assert (None if found is None else p.words[found]) == cue


def test_a_cue_before_a_quotation_keeps_the_verb_behind_it_from_owning_a_whole_sentence(annotated: Annotated) -> None:
    p = only_passage(annotated("Berg said, “It is late.” Quill told nobody."))
    assert cues.cue_after(p, 0, True) is None


@pytest.mark.parametrize(
    ("text", "owner", "rule"),
    [
        ("“No,” said Berg.", "said", "a verb beside a quotation; its cue behind the quotation"),
        ("Berg said, “It is late.”", "said", "a verb with a clause; its cue before the quotation"),
        ("Berg agreed. “It is late.”", "agreed", "a verb beside a quotation; its cue in the sentence before"),
        ("Ona Berg: “We were never asked.”", ":", "a quotation after a name and a colon"),
        ("“It was dark.” – Ona Berg", "–", "a signed quotation"),
    ],
)
def test_who_owns_a_quotation_and_why(annotated: Annotated, text: str, owner: str, rule: str) -> None:
    reading = annotated(text)
    p = only_passage(reading)
    by_head = {item.head: item for item in syntax.find(p)}
    owners = Owners(reading, p, by_head, "")
    assert p.words[owners.by_quotation[0]] == owner
    assert by_head[owners.by_quotation[0]].rule == rule


def test_a_quotation_may_continue_the_passage_before(annotated: Annotated) -> None:
    reading = annotated("“So we ran. It was dark.”")
    p = only_passage(reading)
    assert [Owners(reading, p, {}, mark).carried for mark in ("“", ANNOUNCED, '"', "")] == [[0], [0], [], []]


def test_turns_need_a_speaker(annotated: Annotated) -> None:
    reading = annotated("Correction: The match was played on Tuesday.")
    assert turns.turn(reading, only_passage(reading)) is None
    reading = annotated("DOE: Where were you on Monday?")
    item = turns.turn(reading, only_passage(reading))
    assert item is not None
    assert item.rule == "a headline with its speaker before a colon"


@pytest.mark.parametrize(
    ("text", "speaks"),
    [
        ("Anna Bell: She won the cup twice and died on Monday.", False),
        ("Anna Bell: The keeper rose with a small club. Bell died on Monday.", False),
        ("Anna Bell: She told me that the cup was hers.", True),
        ("Anna Bell: The cup was never found.", True),
    ],
)
def test_an_account_of_somebody_is_no_turn(annotated: Annotated, text: str, speaks: bool) -> None:
    reading = annotated("The club named four players on Tuesday, and Anna Bell was one of them.\n\n" + text)
    names.extract(reading)
    assert (turns.turn(reading, reading.passages[1]) is not None) is speaks


@pytest.mark.parametrize(
    ("text", "speaks"),
    [
        ("STABBING: Two men were hurt in the mill on Monday.", False),
        ("MILL FIRE: Two men were hurt on Monday.", False),
        ("WITNESS: Two men were hurt in the mill on Monday.", True),
        ("FORD: Two men were hurt in the mill on Monday.", True),
    ],
)
def test_a_topic_in_capitals_is_no_speaker(annotated: Annotated, text: str, speaks: bool) -> None:
    reading = annotated("The mill is old.\n\n" + text)
    assert (turns.turn(reading, reading.passages[1]) is not None) is speaks


@pytest.mark.parametrize("text", ["REGATTA29: Promises on boats and nets in Bari", "KX: Governor will veto the water bill"])
def test_a_headline_s_label_says_nothing(annotated: Annotated, text: str) -> None:
    reading = annotated(text)
    assert turns.turn(reading, only_passage(reading)) is None


# nesting and offsets


def test_a_participle_that_adds_something_is_a_statement_of_its_own(annotated: Annotated) -> None:
    reading = annotated("Quill said the dam was safe, adding that it was new.")
    p = only_passage(reading)
    by_head = {item.head: item for item in syntax.find(p)}
    nesting.part(reading, p, by_head)
    assert [(p.words[head], content(p, item)) for head, item in by_head.items()] == [
        ("said", ["the dam was safe"]),
        ("adding", ["that it was new"]),
    ]


def test_the_outermost_attribution_holds_the_others(annotated: Annotated) -> None:
    p = only_passage(annotated("Berg said Quill had promised that the dam would hold."))
    found = syntax.find(p)
    assert [p.words[item.head] for item in found] == ["said", "promised"]
    kept, claimed = nesting.outermost(p, found, [])
    assert [p.words[item.head] for item in kept] == ["said"]
    assert [p.words[j] for j in range(len(p)) if not claimed[j]] == ["Berg", "said", "."]


def test_offsets_keep_whole_quotations_and_leave_out_cue_and_source(annotated: Annotated) -> None:
    p = only_passage(annotated("“No,” she said, “never.”"))
    item = Attribution(5, "say", "quotation", "asserted", (5, 6), (4, 5), [(0, len(p))], "test")
    assert [p.words[item.cue[0]], p.words[4]] == ["said", "she"]
    assert [p.text[start:end] for start, end in pieces_of(p, item)] == ["“No,”", ", “never.”"]


def test_what_announces_the_next_passage(annotated: Annotated) -> None:
    reading = annotated("Berg made the following statement:")
    resolved = speech.resolve(reading, only_passage(reading), "")
    assert (resolved.attributions, resolved.carried) == ([], [])
    assert resolved.announced is not None
    assert resolved.announced.word == "make"
