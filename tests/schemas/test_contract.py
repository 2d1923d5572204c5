import datetime
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import DATASETS, ContentSpan, Segment, contract
from schemas.columns import Apart, Pieces
from schemas.contract import check_article, covers, row_checks
from tests.sound_rows import DAY, article_rows, broken_once, is_type_rule

CASES = [(dataset, rule, row) for dataset in DATASETS for rule, row in broken_once(dataset)]


def article(**changed):
    """The rows of an article as the pipeline checks them, some datasets replaced."""
    rows = {name: found for name, found in article_rows().items() if name not in ("rejects", "runs")}
    return {**rows, **changed}


def broken_rules(dataset, row):
    """The rules that the row breaks; that it breaks one is said of whole columns, too, with sound rows beside it and alone."""
    found = contract.broken_rules(dataset, row)
    assert contract.all_keep(dataset, [row]) is contract.all_keep(dataset, [*article_rows()[dataset], row]) is (found == [])
    return found


def left(checked):
    return [(broken.dataset, broken.rules) for broken in checked.broken]


@pytest.mark.parametrize("dataset", DATASETS)
def test_sound_rows_break_nothing(dataset):
    assert [broken_rules(dataset, row) for row in article_rows()[dataset]] == [[] for _ in article_rows()[dataset]]


@pytest.mark.parametrize(("dataset", "rule", "row"), CASES, ids=[f"{d}-{r}" for d, r, _ in CASES])
def test_a_rule_is_broken(dataset, rule, row):
    assert rule in broken_rules(dataset, row)


@pytest.mark.parametrize("dataset", DATASETS)
def test_every_rule_is_broken_by_a_case(dataset):
    assert {rule for d, rule, _ in CASES if d == dataset} == {name for name, _ in row_checks(dataset)}


@pytest.mark.parametrize("dataset", DATASETS)
def test_a_wrong_type_breaks_only_rules_of_its_column(dataset):
    for rule, row in broken_once(dataset):
        if is_type_rule(dataset, rule):
            column = rule.removesuffix("_type")
            assert all(name.startswith(column) or column in name for name in broken_rules(dataset, row)), rule


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_a_number_that_is_not_finite_is_of_the_wrong_type(value):
    row = article_rows()["quantities"][0]._replace(value_min=value, value_max=value)
    assert {"value_min_type", "value_max_type"} <= set(broken_rules("quantities", row))


@pytest.mark.parametrize(
    ("column", "value"), [("word_count", True), ("word_count", 3.0), ("processed_at", datetime.datetime(2024, 6, 1)), ("processed_at", DAY)]
)
def test_what_is_nearly_of_the_type_is_of_the_wrong_type(column, value):
    assert broken_rules("articles", article_rows()["articles"][0]._replace(**{column: value})) == [f"{column}_type"]


@pytest.mark.parametrize(
    ("start", "end", "text", "kept"),
    [
        (3, 10, "Tuesday", True), (3, 11, "Tuesday", False), (-7, 10, "Tuesday", False), (3, 10, "Monday!", False), (3, 3, "", False),
        (None, None, None, True), (None, 10, "Tuesday", False), (3, None, "Tuesday", False),
    ],
)  # fmt: skip
def test_offsets_lie_in_the_text_though_a_slice_would_forgive_it(start, end, text, kept):
    row = article_rows()["times"][0]._replace(char_start=start, char_end=end, text=text)
    assert contract._offsets_hold(DATASETS["times"], "on Tuesday")(row) is kept


def test_a_rule_that_cannot_be_asked_is_broken(monkeypatch):
    monkeypatch.setattr(contract, "row_checks", lambda dataset: [("mine", lambda row: row[0] < 1), ("other", lambda row: True)])
    assert broken_rules("times", ("a",)) == ["mine"]


def test_a_text_that_has_no_shortest_may_be_empty():
    assert broken_rules("rejects", article_rows()["rejects"][0]._replace(detail="")) == []


def at_bounds(dataset):
    """Rows of ``dataset`` with a value at a bound that is still allowed, and the column."""
    for field in DATASETS[dataset].fields:
        column, values = field.column, []
        if field.type is int:
            bits = 63 if column.wide else 31
            values += [2**bits - 1] if column.maximum is None else []
            values += [-(2**bits)] if column.minimum is None else []
        values += [field.type(bound) for bound in (column.minimum, column.maximum) if bound is not None]
        values += ["x" * length for length in (column.min_length, column.max_length) if length is not None]
        yield from ((field.name, article_rows()[dataset][0]._replace(**{field.name: value})) for value in values)


@pytest.mark.parametrize("dataset", DATASETS)
def test_a_value_at_a_bound_is_allowed(dataset):
    broken = [(name, rule) for name, row in at_bounds(dataset) for rule in broken_rules(dataset, row)]
    unequal = ("below", "together", "at_most", "needs", "pattern", "vocabulary")
    assert [pair for pair in broken if not any(word in pair[1] for word in unequal)] == []


@pytest.mark.parametrize(("bits", "column"), [(31, "segment_count"), (63, "source_bytes")])
def test_whole_numbers_fit_their_columns(bits, column):
    row = article_rows()["articles"][0]
    assert broken_rules("articles", row._replace(**{column: 2**bits})) == [f"{column}_type"]
    assert broken_rules("articles", row._replace(**{column: -(2**bits)})) == [f"{column}_range"]
    assert broken_rules("articles", row._replace(**{column: -(2**bits) - 1})) == [f"{column}_type", f"{column}_range"]


@pytest.mark.parametrize(
    ("value", "sound"), [([], True), (["a"], True), (("a",), False), (["a", 1], False), (["a", None], False), (None, False)]
)
def test_a_list_of_texts(value, sound):
    row = article_rows()["articles"][0]._replace(bylines=value)
    assert ("bylines_type" in broken_rules("articles", row)) is not sound


SPAN = ContentSpan(1, 2, 3)


@pytest.mark.parametrize(
    ("value", "sound"), [([], True), ([SPAN], True), ((SPAN,), False), ([SPAN, (1, 2)], False), ([SPAN, [1, 2, 3]], False), (None, False)]
)
def test_a_list_of_pieces(value, sound):
    row = article_rows()["statements"][0]._replace(content_spans=value)
    assert ("content_spans_type" in broken_rules("statements", row)) is not sound


@pytest.mark.parametrize(
    ("dataset", "values", "rules"),
    [
        ("entities", {"role_start": 3, "role_end": 3}, "role_start_below_role_end"),
        ("entities", {"role_start": 3, "role_end": 4}, ""),
        ("entities", {"role_start": None, "role_end": 4}, "role_together_with_role_start role_start_together_with_role_end"),
        ("entities", {"role_start": 4, "role_end": None}, "role_start_together_with_role_end"),
        ("entities", {"role": None, "role_start": None, "role_end": None}, ""),
        ("times", {"start_date": DAY, "end_date": DAY}, ""),
        ("times", {"start_date": DAY, "end_date": DAY.replace(day=1)}, "start_date_at_most_end_date"),
        ("times", {"start_date": DAY, "end_date": None}, "start_date_together_with_end_date"),
        ("times", {"start_date": None, "end_date": DAY}, "start_date_together_with_end_date"),
        ("times", {"start_date": None, "end_date": None}, ""),
        ("places", {"geonames_id": 1, "name": None, "latitude": None, "longitude": None}, "geonames_id_requires_name"),
        ("places", {"geonames_id": None, "name": None, "latitude": None, "longitude": None}, ""),
        ("places", {"geonames_id": None}, ""),
    ],
)
def test_pairs_of_columns(dataset, values, rules):
    of_pairs = {one.name for one in DATASETS[dataset].rules}
    found = [name for name in broken_rules(dataset, article_rows()[dataset][0]._replace(**values)) if name in of_pairs]
    assert found == rules.split()


def test_a_value_of_a_wrong_type_breaks_its_type_alone_and_another_rule_is_still_seen():
    row = article_rows()["quantities"][0]
    assert broken_rules("quantities", row._replace(char_start="7")) == ["char_start_type"]
    assert broken_rules("quantities", row._replace(char_start="7", text="")) == ["text_length", "char_start_type"]


def test_sound_article_stays_whole():
    checked = check_article(article())
    assert not checked.article_rejected
    assert checked.broken == []
    assert checked.rows == article()


@pytest.mark.parametrize(
    ("dataset", "at", "change", "rules"),
    [
        ("articles", 0, {"page_type": "essay"}, "page_type_vocabulary"),
        ("articles", 0, {"segment_count": 4}, "segment_count"),
        ("segments", 1, {"kind": "title"}, "kind_vocabulary"),
        ("segments", 1, {"char_start": 9, "char_end": 4}, "char_start_below_char_end"),
        ("segments", 1, {"text": "Another text"}, "offsets"),
        ("segments", 1, {"char_end": 10_000}, "offsets"),
    ],
)
def test_a_bad_article_or_segment_rejects_the_article(dataset, at, change, rules):
    rows = article()
    changed = list(rows[dataset])
    changed[at] = changed[at]._replace(**change)
    checked = check_article({**rows, dataset: changed})
    assert checked.article_rejected
    assert checked.rows == {}
    assert left(checked) == [(dataset, rules)]


def small_article(text, bounds):
    """The rows of an article that holds ``text`` and nothing but segments at ``bounds``."""
    whole = article_rows()["articles"][0]._replace(source_text=text, segment_count=len(bounds))
    return {"articles": [whole], "segments": segments_of(text, bounds)}


def test_segments_may_begin_and_end_with_the_text():
    assert left(check_article(small_article("ab cd", [(0, 2), (3, 5)]))) == []
    assert left(check_article(small_article("a", [(0, 1)]))) == []


def test_every_broken_segment_and_the_article_are_named():
    rows = small_article("ab cd ef", [(0, 2), (3, 5), (6, 8)])
    first, second, third = rows["segments"]
    bad = [first._replace(kind="x"), second, third._replace(kind="y", media_title="")]
    checked = check_article({"articles": [rows["articles"][0]._replace(page_type="x")], "segments": bad})
    assert left(checked) == [
        ("segments", "kind_vocabulary"), ("segments", "kind_vocabulary,media_title_length"), ("articles", "page_type_vocabulary"),
    ]  # fmt: skip
    assert [broken.row for broken in checked.broken[:2]] == [bad[0], bad[2]]
    checked = check_article({**rows, "segments": [first._replace(text="xx"), second, third._replace(text="yy")]})
    assert left(checked) == [("segments", "offsets"), ("segments", "offsets")]


def placed(rows, dataset, index, text):
    """The first row of ``dataset`` at ``text`` in the segment ``index``, which is its sentence."""
    segment = rows["segments"][index]
    start = segment.char_start + segment.text.index(text)
    values = {"text": text, "char_start": start, "char_end": start + len(text)}
    return rows[dataset][0]._replace(**values, segment_index=index, in_body=segment.in_body, sentence=segment.text)


def test_a_row_may_begin_and_end_with_its_segment():
    rows = article()
    for text in ("The", "euros.", "The bags are worth 3 million euros."):
        kept = {**rows, "times": [placed(rows, "times", 4, text)], "quantities": []}
        assert left(check_article(kept)) == []


def test_a_row_that_leaves_its_segment_by_one_character():
    rows = article()
    row = placed(rows, "times", 4, "The")
    text = rows["articles"][0].source_text
    before = row._replace(char_start=row.char_start - 1, text=text[row.char_start - 1 : row.char_end])
    end = rows["segments"][4].char_end
    after = row._replace(char_start=end - 1, char_end=end + 1, text=text[end - 1 : end + 1])
    assert left(check_article({**rows, "times": [before, after]})) == [("times", "segment_index,sentence")] * 2


def test_what_refers_to_a_row_that_was_read_twice_follows_it():
    rows = article()
    person, town = rows["mentions"]
    again = town._replace(mention_id="f" * 32, char_start=town.char_start + 1, text=town.text[1:])
    entities = [rows["entities"][0], rows["entities"][1]._replace(mention_count=2)]
    places = [rows["places"][0]._replace(mention_id="f" * 32, geonames_id=None), rows["places"][1]]
    checked = check_article({**rows, "mentions": [person, town, again], "entities": entities, "places": places})
    assert left(checked) == [("mentions", "no_overlap")]
    assert checked.rows["mentions"] == [person, town]
    assert checked.rows["entities"] == rows["entities"]
    assert checked.rows["places"] == [places[0]._replace(mention_id=None), places[1]]


def test_a_missing_segment_rejects_the_article():
    checked = check_article(article(segments=article()["segments"][:-1]))
    assert (checked.article_rejected, left(checked)) == (True, [("articles", "coverage")])


def unlinked(rows, dataset):
    """The rows of the datasets that refer to a row of ``dataset``, with nothing where they did."""
    changed = {}
    for name, definition in DATASETS.items():
        nothing = {reference.column: None for reference in definition.references if reference.dataset == dataset}
        if nothing:
            changed[name] = [row._replace(**nothing) for row in rows[name]]
    return changed


@pytest.mark.parametrize(
    ("dataset", "change", "rules"),
    [
        ("times", {"timex_type": "ERA"}, "timex_type_vocabulary"),
        ("times", {"timex_type": "ERA", "article_id": "0" * 32}, "timex_type_vocabulary"),
        ("times", {"text": "Tues"}, "offsets"),
        ("times", {"text": "Monday!"}, "sentence,offsets"),
        ("times", {"segment_index": 5}, "segment_index"),
        ("times", {"segment_index": 4}, "segment_index,sentence"),
        ("times", {"segment_index": 0}, "segment_index,in_body,segment_kind,sentence"),
        ("times", {"in_body": False}, "in_body"),
        ("times", {"sentence": "Another sentence."}, "sentence"),
        ("times", {"sentence": "Mayor Ada Quill"}, "sentence"),
        ("statements", {"sentence": "Another sentence."}, "sentence"),
        ("statements", {"content_spans": []}, "content_spans"),
        ("times", {"article_id": "0" * 32}, "article"),
        ("times", {"published_date": DAY.replace(day=1)}, "article"),
        ("quantities", {"value_max": 39.0}, "value_min_at_most_value_max"),
        ("statements", {"content_text": "x"}, "offsets"),
        ("statements", {"cue_text": None}, "cue_start_together_with_cue_text"),
        ("places", {"latitude": 91.0}, "latitude_range"),
    ],
)
def test_any_other_bad_row_goes_alone(dataset, change, rules):
    rows = article()
    changed = [rows[dataset][0]._replace(**change), *rows[dataset][1:]]
    checked = check_article({**rows, dataset: changed})
    assert not checked.article_rejected
    assert left(checked) == [(dataset, rules)]
    assert checked.rows == {**rows, dataset: changed[1:], **unlinked(rows, dataset)}
    assert checked.broken[0].row == changed[0]


LATE = {"start_date": DAY, "end_date": DAY.replace(day=25)}


@pytest.mark.parametrize(
    ("change", "rules"),
    [
        ({"event_type": None, "mode": None, "cameo_root": None}, []),
        ({"incident_type": None}, []),
        ({"event_type": None, "mode": None, "cameo_root": None, "incident_type": None}, ["event_type_or_incident_type"]),
        ({"start_date": DAY, "end_date": DAY}, []),
        ({"start_date": None, "end_date": None}, []),
        (LATE, ["end_date_at_most_published_date"]),
        (LATE | {"modality": "denied"}, ["end_date_at_most_published_date"]),
        (LATE | {"modality": "planned"}, []),
        (LATE | {"modality": "possible"}, []),
    ],
)
def test_what_an_event_must_have_and_when_it_can_have_been(change, rules):
    assert broken_rules("events", article()["events"][0]._replace(**change)) == rules


@pytest.mark.parametrize(
    ("change", "kept"),
    [
        ({"count_min": 40, "count_max": 90}, True),
        ({"count_min": None, "count_max": None}, True),
        ({"count_min": 41, "count_max": 41}, False),
        ({"part_of": "9" * 32}, False),
        ({"part_of": "8" * 32}, False),
    ],
)
def test_a_part_that_cannot_be_one_stays_alone(change, kept):
    rows = article()
    (whole,) = rows["casualties"]
    part = whole._replace(**({"casualty_id": "9" * 32, "part_of": whole.casualty_id, "count_min": 2, "count_max": 2} | change))
    checked = check_article({**rows, "casualties": [whole, part]})
    assert left(checked) == []
    assert checked.rows["casualties"] == [whole, part if kept else part._replace(part_of=None)]


STATEMENT = article()["statements"][0]
START, END = STATEMENT.content_start, STATEMENT.content_end


@pytest.mark.parametrize(
    ("spans", "sound"),
    [
        ([(START, END, 2)], True),
        ([(START, START + 4, 2), (START + 4, END, 2)], True),
        ([(START, START + 4, 2), (START + 3, END, 2)], False),
        ([(START + 4, END, 2), (START, START + 4, 2)], False),
        ([(START + 1, END, 2)], False),
        ([(START, END - 1, 2)], False),
        ([(START, END, 3)], False),
        ([(START, END, 9)], False),
        ([(START, END, -1)], False),
        ([(START, START, 2), (START, END, 2)], False),
    ],
)
def test_pieces_of_a_content(spans, sound):
    row = STATEMENT._replace(content_spans=[ContentSpan(*span) for span in spans])
    assert left(check_article(article(statements=[row]))) == ([] if sound else [("statements", "content_spans")])


def test_the_second_of_two_rows_with_one_key_goes():
    rows = article()
    checked = check_article({**rows, "times": [*rows["times"], rows["times"][0]]})
    assert left(checked) == [("times", "unique")]
    assert checked.rows["times"] == rows["times"]


def test_a_bad_row_with_the_key_of_a_sound_one_is_told_for_what_is_bad():
    rows = article()
    checked = check_article({**rows, "times": [*rows["times"], rows["times"][0]._replace(text="Tues")]})
    assert left(checked) == [("times", "offsets")]
    assert checked.rows["times"] == rows["times"]


@pytest.mark.parametrize(("size", "broken"), [(65_536, ["sentence"]), (65_537, [])])
def test_sentences_are_looked_for_in_segments_of_up_to_64_kib(size, broken):
    rows = article()
    row, segments = rows["times"][0], list(rows["segments"])
    segments[2] = segments[2]._replace(text="x" * size)
    assert contract._places(DATASETS["times"], segments)(row) == broken


@pytest.mark.parametrize(
    ("spans", "sound"),
    [
        ([(0, 4, 0), (5, 9, 1)], True), ([(0, 4, 0), (5, 9, 2)], False), ([(0, 4, 1), (5, 9, 1)], False), ([(0, 9, 0)], False),
        ([(0, 5, 0), (5, 9, 1)], False),
    ],
)  # fmt: skip
def test_pieces_lie_in_segments_that_there_are(spans, sound):
    (pieces,) = DATASETS["statements"].constraints(Pieces)
    row = STATEMENT._replace(content_start=0, content_end=9, content_spans=[ContentSpan(*span) for span in spans])
    assert contract._pieces_hold(pieces, row, segments_of("abcd efgh", [(0, 4), (5, 9)])) is sound


def test_spans_that_touch_do_not_overlap():
    time = article()["times"][0]
    first, second, third = (time._replace(char_start=start, char_end=end) for start, end in ((0, 4), (4, 6), (5, 7)))
    assert contract._overlapping([second, first]) == []
    assert contract._overlapping([third, second, first]) == [third]


@pytest.mark.parametrize(
    ("dataset", "other", "span", "use", "claimed"),
    [
        ("times", "mentions", (4, 8), None, True), ("times", "mentions", (5, 7), None, True), ("times", "mentions", (3, 8), None, False),
        ("times", "mentions", (4, 9), None, False), ("quantities", "times", (2, 5), None, True), ("quantities", "times", (7, 9), None, True),
        ("quantities", "times", (2, 4), None, False), ("quantities", "times", (8, 9), None, False), ("places", "mentions", (4, 8), "location", False),
        ("places", "mentions", (4, 7), "location", True), ("places", "mentions", (5, 8), "location", True),
        ("places", "mentions", (4, 7), "in_name", False), ("places", "mentions", (3, 8), "location", False),
        ("places", "times", (4, 8), "in_name", True),
    ],
)  # fmt: skip
def test_what_may_not_stand_where_another_stands(dataset, other, span, use, claimed):
    rows = article()
    (apart,) = [rule for rule in DATASETS[dataset].constraints(Apart) if rule.dataset == other]
    row = rows[dataset][0]._replace(char_start=span[0], char_end=span[1], **({"place_use": use} if use else {}))
    assert contract._is_claimed(apart, row, rows[other][0]._replace(char_start=4, char_end=8)) is claimed


def test_what_refers_to_a_row_that_went_is_emptied_or_goes_too():
    rows = article()
    person, town = rows["entities"]
    checked = check_article({**rows, "entities": [person._replace(age=-1), town]})
    assert left(checked) == [("entities", "age_range"), ("mentions", "entity_id_reference"), ("coreferences", "entity_id_reference")]
    assert checked.rows["mentions"] == rows["mentions"][1:]
    assert checked.rows["coreferences"] == []
    assert checked.rows["statements"] == [rows["statements"][0]._replace(speaker_entity_id=None)]
    assert checked.rows["places"] == rows["places"]


def test_the_cascade_goes_on_from_row_to_row():
    rows = article()
    checked = check_article({**rows, "entities": rows["entities"][:1]})
    assert left(checked) == [("mentions", "entity_id_reference")]
    assert checked.rows["places"][0] == rows["places"][0]._replace(entity_id=None, mention_id=None)


def test_an_entity_counts_the_mentions_that_are_left():
    rows = article()
    again = rows["mentions"][0]._replace(mention_id="0" * 32, text="Ada Quell")
    checked = check_article(
        {**rows, "mentions": [again, *rows["mentions"]], "entities": [rows["entities"][0]._replace(mention_count=2), rows["entities"][1]]}
    )
    assert left(checked) == [("mentions", "sentence,offsets")]
    assert checked.rows["entities"] == rows["entities"]


def test_where_no_mentions_were_looked_for_entities_keep_their_counts():
    rows = {name: article()[name] for name in ("articles", "segments", "entities")}
    checked = check_article(rows)
    assert left(checked) == []
    assert checked.rows == rows


def test_an_entity_without_a_mention_goes_and_what_refers_to_it():
    rows = article()
    checked = check_article({**rows, "mentions": rows["mentions"][1:]})
    assert left(checked) == [("entities", "mention_count"), ("coreferences", "entity_id_reference")]
    assert checked.rows["statements"][0].speaker_entity_id is None


@pytest.mark.parametrize("turn", [list, lambda rows: rows[::-1]])
def test_what_stands_in_a_name_is_found_in_whatever_order_names_come(turn):
    rows = article()
    person, town = rows["mentions"][0], rows["mentions"][1]._replace(entity_type="PERSON")
    names = ("text", "char_start", "char_end", "segment_index", "in_body", "sentence")
    time = rows["times"][0]._replace(**{name: getattr(town, name) for name in names})
    checked = check_article({**rows, "mentions": turn([person, town]), "times": [time], "places": []})
    assert left(checked) == [("times", "outside_mentions")]


def segments_of(text, bounds):
    return [
        Segment("0" * 32, DAY, at, "other", text[low:high], low, high, False, None, [], [], None, None, None, None)
        for at, (low, high) in enumerate(bounds)
    ]


@pytest.mark.parametrize(
    ("text", "bounds", "whole"),
    [
        ("ab cd", [(0, 2), (3, 5)], True),
        (" ab\x1c\u2028cd\x85\u3000", [(1, 3), (5, 7)], True),
        ("ab\u200bcd", [(0, 5)], True),
        (" \n", [], True),
        ("", [], True),
        ("ab\u200bcd", [(0, 2), (3, 5)], False),  # a zero-width space is not blank
        ("ab cd", [(0, 2)], False),
        ("ab cd", [(3, 5)], False),
        ("ab cd", [], False),
        ("ab cd", [(0, 3), (3, 5)], False),
        ("ab cd", [(0, 2), (2, 5)], False),
        ("ab cd", [(0, 2), (1, 5)], False),
        ("ab cd", [(3, 5), (0, 2)], False),
    ],
)
def test_covers(text, bounds, whole):
    assert covers(text, segments_of(text, bounds)) is whole


def test_segments_must_be_counted_from_0():
    assert not covers("ab", [segments_of("ab", [(0, 2)])[0]._replace(segment_index=1)])


@given(st.text())
def test_the_words_of_any_text_cover_it(text):
    bounds, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        bounds.append((at, at + len(word)))
        at += len(word)
    assert covers(text, segments_of(text, bounds))
    assert not bounds or not covers(text, segments_of(text, bounds[:-1]))
