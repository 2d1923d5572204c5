"""Rules over sets of rows: one article for every defect, all audited together; the row contract and the database find the same."""

import random
import re

import pytest

from pipeline.audit import audit, expectations, sql
from schemas import DATASETS, ContentSpan, digest
from schemas.contract import broken_rules, check_article
from schemas.set_rules import example_key, set_rules
from tests.sound_rows import DAY, Rows, article_rows, lake_rows, write
from transforms.checks import results


def change(dataset, at=0, **values):
    def defect(rows):
        rows[dataset][at] = rows[dataset][at]._replace(**values)

    return defect


def shifted(dataset, columns, by):
    def defect(rows):
        row = rows[dataset][0]
        rows[dataset][0] = row._replace(**{column: getattr(row, column) + by for column in columns})

    return defect


def without(dataset, at=0):
    def defect(rows):
        del rows[dataset][at]

    return defect


def twice(dataset):
    def defect(rows):
        rows[dataset].append(rows[dataset][0])

    return defect


def swap_segments(rows):
    first, second = rows["segments"][2:4]
    rows["segments"][2:4] = [second._replace(segment_index=2), first._replace(segment_index=3)]


def grow_segment(rows):
    """The second segment reaches one character into the third."""
    text, second = rows["articles"][0].source_text, rows["segments"][1]
    end = rows["segments"][2].char_start + 1
    rows["segments"][1] = second._replace(char_end=end, text=text[second.char_start : end])


def blank_edge(rows):
    text, last = rows["articles"][0].source_text, rows["segments"][0]
    start = last.char_start - 1
    rows["segments"][0] = last._replace(char_start=start, text=text[start : last.char_end])


def spans(*pieces):
    """Pieces of the statement's content as offsets from its start, and their segment."""

    def defect(rows):
        row = rows["statements"][0]
        made = [ContentSpan(row.content_start + low, row.content_start + high, segment) for low, high, segment in pieces]
        rows["statements"][0] = row._replace(content_spans=made)

    return defect


def spanned(rows, dataset, at, text):
    """A row like the one at ``at`` of ``dataset``, of ``text`` in the same segment and sentence."""
    row = rows[dataset][at]
    segment = rows["segments"][row.segment_index]
    start = segment.char_start + segment.text.index(text)
    return row._replace(text=text, char_start=start, char_end=start + len(text))


def shorten(rows, dataset, at, text):
    rows[dataset][at] = spanned(rows, dataset, at, text)


def in_the_sentence_of(row, other):
    """``row`` with the span and the evidence of ``other``."""
    names = ("text", "char_start", "char_end", "segment_index", "in_body", "sentence")
    return row._replace(**{name: getattr(other, name) for name in names})


def part(low, high):
    """A second toll, of ``low`` to ``high`` people, that is a part of the first, of 40."""

    def defect(rows):
        (whole,) = rows["casualties"]
        counts = {"count_min": low, "count_max": high}
        rows["casualties"].append(whole._replace(casualty_id=digest("part", whole.casualty_id), part_of=whole.casualty_id, **counts))

    return defect


def whole_segment(rows):
    """A statement whose content is a whole paragraph."""
    segment = rows["segments"][4]
    start, end = segment.char_start, segment.char_end
    content = {"content_text": segment.text, "content_start": start, "content_end": end, "content_spans": [ContentSpan(start, end, 4)]}
    said = {f"{of}_{part}": None for of in ("cue", "speaker") for part in ("text", "start", "end")}
    rows["statements"][0] = rows["statements"][0]._replace(segment_index=4, sentence=segment.text, **content, **said)


CONTENT = len("\u201cWe will find them,\u201d she said, \u201csoon.\u201d")


DEFECTS = {
    "none": (lambda rows: None, set()),
    "offsets of a fact": (shifted("times", ["char_start", "char_end"], 1), {"times.offsets"}),
    "offsets of a longer fact": (shifted("quantities", ["char_end"], 1), {"quantities.offsets"}),
    "offsets before the text": (
        change("quantities", char_start=-1, char_end=1),
        {"quantities.offsets", "quantities.segment_index"},
    ),
    "offsets after the text": (
        change("coreferences", char_start=9_000, char_end=9_003),
        {"coreferences.offsets", "coreferences.segment_index"},
    ),
    "text of a mention": (change("mentions", text="Ada Quell"), {"mentions.offsets", "mentions.sentence"}),
    "offsets of a role": (shifted("entities", ["role_start", "role_end"], 1), {"entities.offsets"}),
    "end of a role missing": (change("entities", role_end=None), {"entities.offsets"}),
    "offsets of a cue": (shifted("statements", ["cue_start", "cue_end"], -1), {"statements.offsets"}),
    "offsets of a speaker": (shifted("statements", ["speaker_start", "speaker_end"], -1), {"statements.offsets"}),
    "offsets of an actor": (shifted("events", ["actor_start", "actor_end"], 1), {"events.offsets"}),
    "offsets of a target": (shifted("events", ["target_start", "target_end"], -1), {"events.offsets"}),
    "text of a content": (change("statements", content_text="nothing"), {"statements.offsets"}),
    "text of a segment": (
        lambda rows: change("segments", 5, text=rows["segments"][5].text.replace("Page", "Puge"))(rows),
        {"segments.offsets"},
    ),
    "a segment missing at the end": (without("segments", 5), {"articles.coverage", "articles.segment_count"}),
    "a segment missing in the middle": (
        without("segments", 1),
        {
            "articles.coverage", "articles.segment_count", "segments.dense", "places.segment_index", "places.in_body", "places.segment_kind",
        },
    ),
    "a segment twice": (
        twice("segments"),
        {"articles.coverage", "articles.segment_count", "segments.unique", "segments.dense", "segments.no_overlap"},
    ),
    "overlapping segments": (
        grow_segment,
        {"articles.coverage", "segments.no_overlap"},
    ),
    "a blank edge": (blank_edge, {"segments.blank_edges"}),
    "in_body of a segment": (
        change("segments", 5, in_body=True),
        {"segments.in_body_kind", "articles.body_text"},
    ),
    "kind of a segment": (
        change("segments", 1, kind="teaser"),
        {"places.segment_kind"},
    ),
    "body of other length": (change("articles", body_text="Nothing."), {"articles.body_text", "articles.word_count", "articles.boilerplate_ratio"}),
    "body of the same length": (
        lambda rows: change("articles", body_text=rows["articles"][0].body_text.replace("Mayor", "Minor"))(rows),
        {"articles.body_text"},
    ),
    "number of words": (change("articles", word_count=3), {"articles.word_count"}),
    "ratio": (change("articles", boilerplate_ratio=0.0), {"articles.boilerplate_ratio"}),
    "number of segments": (change("articles", segment_count=5), {"articles.segment_count"}),
    "hash of the content": (change("articles", content_sha256="0" * 64), {"articles.article_id_of_content"}),
    "a number that is not finite": (change("quantities", value_max=float("inf")), {"quantities.value_max_type"}),
    "a number that is none": (change("places", latitude=float("nan")), {"places.latitude_type"}),
    "another date": (change("times", published_date=DAY.replace(day=2)), {"times.article"}),
    "an article that is not there": (
        without("articles"),
        {"articles.body_text"} | {f"{name}.article" for name in DATASETS if name not in ("articles", "rejects", "runs")}
        | {f"{name}.offsets" for name, definition in DATASETS.items() if definition.offsets},
    ),
    "a key twice": (twice("mentions"), {"mentions.unique", "mentions.no_overlap", "entities.mention_count"}),
    "number of mentions": (change("entities", mention_count=2), {"entities.mention_count"}),
    "a key of two columns twice": (twice("coreferences"), {"coreferences.unique", "coreferences.no_overlap"}),
    "a segment that is not there": (
        change("times", segment_index=17),
        {"times.segment_index", "times.in_body", "times.segment_kind"},
    ),
    "another segment": (
        change("times", segment_index=4),
        {"times.segment_index", "times.sentence"},
    ),
    "in_body of a fact": (change("mentions", 1, in_body=True), {"mentions.in_body"}),
    "another sentence": (change("times", sentence="The bags are worth 3 million euros."), {"times.sentence"}),
    "a sentence beside the text": (
        lambda rows: change("times", sentence=rows["times"][1].sentence)(rows),
        {"times.sentence"},
    ),
    "an entity that is not there": (
        change("mentions", entity_id="0" * 32),
        {"mentions.entity_id_reference", "entities.mention_count"},
    ),
    "a mention that is not there": (change("places", mention_id="0" * 32), {"places.mention_id_reference"}),
    "an actor who is not there": (change("events", actor_entity_id="0" * 32), {"events.actor_entity_id_reference"}),
    "a target that is not there": (change("events", target_entity_id="0" * 32), {"events.target_entity_id_reference"}),
    "a place that is not there": (change("events", place_id="0" * 32), {"events.place_id_reference"}),
    "a report that is not there": (change("events", statement_id="0" * 32), {"events.statement_id_reference"}),
    "the place of a toll that is not there": (change("casualties", place_id="0" * 32), {"casualties.place_id_reference"}),
    "a source that is not there": (change("casualties", statement_id="0" * 32), {"casualties.statement_id_reference"}),
    "an event that is not there": (change("casualties", event_id="0" * 32), {"casualties.event_id_reference"}),
    "a whole that is not there": (change("casualties", part_of="0" * 32), {"casualties.part_of_reference"}),
    "a part of itself": (change("casualties", part_of="e" * 32, casualty_id="e" * 32), {"casualties.part_of_whole"}),
    "a part that is more than the whole": (part(41, 41), {"casualties.part_of_whole"}),
    "a part that may be more than the whole": (part(40, 90), set()),
    "a part without a number": (part(None, None), set()),
    "a speaker who is not there": (change("statements", speaker_entity_id="0" * 32), {"statements.speaker_entity_id_reference"}),
    "no pieces": (spans(), {"statements.content_spans"}),
    "pieces that end early": (spans((0, 5, 2)), {"statements.content_spans"}),
    "pieces that overlap": (spans((0, 9, 2), (8, CONTENT, 2)), {"statements.content_spans"}),
    "pieces in another segment": (spans((0, 9, 2), (9, CONTENT, 3)), {"statements.content_spans"}),
    "pieces in a segment that is not there": (spans((0, 9, 2), (9, CONTENT, 17)), {"statements.content_spans"}),
    "an empty piece": (spans((0, 9, 2), (9, 9, 2), (9, CONTENT, 2)), {"statements.content_spans"}),
    "two spans that overlap": (
        lambda rows: rows["quantities"].append(
            spanned(rows, "quantities", 0, "40 passengers")._replace(quantity_id="1" * 32)
        ),
        {"quantities.no_overlap"},
    ),
    "a span read three times": (
        lambda rows: rows["times"].extend(
            spanned(rows, "times", 0, text)._replace(time_id=key * 32) for text, key in (("on Tuesday", "a"), ("Tuesday.", "b"))
        ),
        {"times.no_overlap"},
    ),
    "mentions that overlap": (
        lambda rows: rows["mentions"].append(spanned(rows, "mentions", 0, "Quill said")._replace(mention_id="2" * 32)),
        {"mentions.no_overlap", "entities.mention_count"},
    ),
    "references that overlap": (
        lambda rows: rows["coreferences"].append(spanned(rows, "coreferences", 0, "she said")),
        {"coreferences.no_overlap"},
    ),
    "places that overlap": (
        lambda rows: rows["places"].append(spanned(rows, "places", 1, "in Oldhaven")._replace(place_id="3" * 32)),
        {"places.no_overlap"},
    ),
    "a time in the name of a person": (
        lambda rows: rows["times"].append(spanned(rows, "times", 0, "Quill")._replace(time_id="4" * 32)),
        {"times.outside_mentions"},
    ),
    "a time beside the name of a person": (
        lambda rows: rows["times"].append(spanned(rows, "times", 0, "Quill said")._replace(time_id="5" * 32)),
        set(),
    ),
    "an amount that is a date": (
        lambda rows: rows["quantities"].append(spanned(rows, "quantities", 0, "Tuesday")._replace(quantity_id="6" * 32)),
        {"quantities.outside_times"},
    ),
    "an amount that touches a date": (
        lambda rows: rows["quantities"].append(spanned(rows, "quantities", 0, "bags on Tues")._replace(quantity_id="7" * 32)),
        {"quantities.outside_times"},
    ),
    "an amount in a duration": (
        lambda rows: (
            change("times", timex_type="DURATION")(rows),
            rows["quantities"].append(spanned(rows, "quantities", 0, "Tuesday")._replace(quantity_id="8" * 32)),
        ),
        set(),
    ),
    "a place in an organisation": (
        lambda rows: (change("mentions", 1, entity_type="ORG")(rows), shorten(rows, "places", 0, "Old")),
        {"places.outside_mentions"},
    ),
    "a place in the name of a person": (
        lambda rows: (change("mentions", 1, entity_type="PERSON")(rows), shorten(rows, "places", 0, "Old")),
        {"places.outside_mentions"},
    ),
    "a place that touches a time": (
        lambda rows: rows["times"].append(in_the_sentence_of(rows["times"][0], spanned(rows, "places", 0, "in Old"))._replace(time_id="9" * 32)),
        {"places.outside_times"},
    ),
    "a place that is an organisation": (change("mentions", 1, entity_type="ORG"), set()),
    "a place in the name of an organisation": (
        lambda rows: (
            change("mentions", 1, entity_type="ORG")(rows), change("places", place_use="in_name")(rows), shorten(rows, "places", 0, "Old"),
        ),
        set(),
    ),
    "a content that is a whole segment": (whole_segment, set()),
    "one piece": (spans((0, CONTENT, 2)), set()),
    "pieces side by side": (spans((0, 9, 2), (9, CONTENT, 2)), set()),
}  # fmt: skip


def lake_with_defects() -> tuple[Rows, dict[str, str]]:
    rows: Rows = {name: [] for name in DATASETS}
    article = {}
    for number, (name, (defect, _)) in enumerate(DEFECTS.items(), start=1):
        of_article = article_rows(number)
        article[of_article["articles"][0].article_id] = name
        defect(of_article)
        for dataset, found in of_article.items():
            rows[dataset] += found
    return rows, article


@pytest.fixture(scope="module", params=[sql.GROUP_ARTICLES, 7], ids=["all at once", "in groups"])
def found_defects(request, tmp_path_factory):
    rows, article = lake_with_defects()
    files, counted = write(tmp_path_factory.mktemp("defects"), rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(results, "EXAMPLES", 1000)
        patch.setattr(expectations, "rules", lambda *given: [])
        patch.setattr(sql, "GROUP_ARTICLES", request.param)
        result = audit(files, expected_rows=counted)
    found = {name: set() for name in DEFECTS}
    for rule in result.failures:
        assert rule.error is None, rule
        assert rule.bad_rows == len(rule.examples)
        for example in rule.examples:
            found[article[example["article_id"]]].add(f"{rule.dataset}.{rule.rule}")
    return found


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_defect_breaks_these_rules_and_no_others(found_defects, defect):
    assert found_defects[defect] == DEFECTS[defect][1]


def test_a_lake_of_one_article_is_sound(tmp_path, without_expectations):
    files, counted = write(tmp_path, lake_rows(1))
    assert audit(files, expected_rows=counted).failures == []


def test_a_row_that_stands_where_two_others_stand_is_one_bad_row(tmp_path, without_expectations):
    rows = article_rows()
    rows["times"].append(spanned(rows, "times", 0, "bags")._replace(time_id="1" * 32))
    rows["quantities"].append(spanned(rows, "quantities", 0, "bags on Tues")._replace(quantity_id="2" * 32))
    files, counted = write(tmp_path, rows)
    assert [(rule.rule, rule.bad_rows) for rule in audit(files, expected_rows=counted).failures] == [("outside_times", 1)]


def test_every_set_rule_is_broken_by_a_test():
    broken = {rule for _, rules in DEFECTS.values() for rule in rules}
    every = {f"{name}.{rule.name}" for name in DATASETS if DATASETS[name].partitioned for rule in set_rules(name)}
    alike = re.compile(r"\.(unique|offsets|article|segment_index|in_body|segment_kind|sentence|\w+_type|entity_id_reference)$")
    elsewhere = {f"{name}.published_month" for name in DATASETS} | {"articles.unique_in_lake", "articles.source_uri_unique"}
    assert {rule for rule in every - broken - elsewhere if not alike.search(rule)} == set()
    assert {alike.search(rule).group() for rule in every - broken if alike.search(rule)} <= {
        alike.search(rule).group() if not rule.endswith("_type") else rule[rule.rindex(".") :] for rule in broken if alike.search(rule)
    } | {
        ".population_type",
        ".confidence_type",
        ".longitude_type",
        ".value_min_type",
        ".language_confidence_type",
        ".boilerplate_ratio_type",
    }


def test_the_columns_that_name_a_row():
    assert {name: example_key(dataset) for name, dataset in DATASETS.items()} == {
        "articles": ("article_id",), "segments": ("article_id", "segment_index"), "mentions": ("article_id", "mention_id"),
        "entities": ("article_id", "entity_id"), "coreferences": ("article_id", "char_start", "char_end"), "places": ("article_id", "place_id"),
        "times": ("article_id", "time_id"), "quantities": ("article_id", "quantity_id"), "statements": ("article_id", "statement_id"),
        "events": ("article_id", "event_id"), "casualties": ("article_id", "casualty_id"),
        "rejects": ("source_uri", "stage", "reason"), "runs": ("run_id",),
    }  # fmt: skip


MOVED = ("times", "quantities", "statements", "coreferences", "events", "casualties")


def moved(chance, rows, dataset):
    """``rows`` with some offsets, segments and pieces of one row of ``dataset`` moved a little."""
    row = rows[dataset][0]
    columns = [
        name for name in ("char_start", "char_end", "content_start", "content_end", "cue_start", "segment_index") if hasattr(row, name)
    ]
    row = row._replace(**{name: getattr(row, name) + chance.choice([-1, 0, 0, 1]) for name in columns})
    if chance.random() < 0.3:
        row = row._replace(in_body=not row.in_body)
    if chance.random() < 0.3:
        row = row._replace(sentence=row.sentence[chance.choice([0, 1, 40]) :])
    if dataset == "statements":
        shifts = [[value + chance.choice([-1, 0, 0, 0, 0, 1]) for value in span] for span in row.content_spans]
        row = row._replace(content_spans=[ContentSpan(*span) for span in shifts])
    return {**rows, dataset: [row, *rows[dataset][1:]]}


def test_the_row_contract_and_the_database_flag_the_same_rows(tmp_path, monkeypatch, without_expectations):
    monkeypatch.setattr(results, "EXAMPLES", 10_000)
    chance = random.Random(11)
    lake: Rows = {}
    broken: dict[tuple[str, str], set[str]] = {}
    for number in range(250):
        dataset = chance.choice(MOVED)
        rows = moved(chance, article_rows(number), dataset)
        for name, found in rows.items():
            lake.setdefault(name, []).extend(found)
        checked = check_article({name: found for name, found in rows.items() if name not in ("rejects", "runs")})
        for row in checked.broken:
            of_rows = set(row.rules.split(",")) & set(broken_rules(row.dataset, row.row))
            if not of_rows:  # those that a row shows alone are the other engine's
                broken[row.dataset, row.row.article_id] = set(row.rules.split(","))
    files, counted = write(tmp_path, lake)
    flagged: dict[tuple[str, str], set[str]] = {}
    for rule in audit(files, expected_rows=counted).failures:
        for example in rule.examples:
            flagged.setdefault((rule.dataset, example["article_id"]), set()).add(rule.rule)
    alone = {(name, row.article_id) for name in MOVED for row in lake[name] if broken_rules(name, row)}
    assert {row: rules for row, rules in flagged.items() if row not in alone} == broken
    assert len(broken) > 100
    assert {rule for rules in broken.values() for rule in rules} >= {"offsets", "segment_index", "in_body", "sentence", "content_spans"}


def parted(chance, rows):
    """``rows`` with four tolls of random counts, each perhaps a part of another one or of itself."""
    (row,) = rows["casualties"]
    keys = [f"{chance.getrandbits(128):032x}" for _ in range(4)]
    tolls = []
    for key in keys:
        low = chance.choice([None, 0, 1, 2, 3])
        high = None if low is None else low + chance.choice([0, 0, 2])
        tolls.append(row._replace(casualty_id=key, count_min=low, count_max=high, part_of=chance.choice([None, *keys])))
    return {**rows, "casualties": tolls}


def test_parts_that_cannot_be_ones_are_found_by_the_contract_and_by_the_database(tmp_path, monkeypatch, without_expectations):
    monkeypatch.setattr(results, "EXAMPLES", 10_000)
    chance = random.Random(13)
    before: Rows = {}
    after: Rows = {}
    let_go = set()
    for number in range(100):
        rows = parted(chance, article_rows(number))
        checked = check_article({name: found for name, found in rows.items() if name not in ("rejects", "runs")})
        assert checked.broken == []
        pairs = zip(rows["casualties"], checked.rows["casualties"], strict=True)
        let_go |= {row.casualty_id for row, kept in pairs if row.part_of != kept.part_of}
        for lake, found in ((before, rows), (after, checked.rows)):
            for name in found:
                lake.setdefault(name, []).extend(found[name])
    (tmp_path / "before").mkdir()
    files, counted = write(tmp_path / "before", before)
    (rule,) = audit(files, expected_rows=counted).failures
    assert {example["casualty_id"] for example in rule.examples} == let_go
    assert 50 < len(let_go) < 350
    files, counted = write(tmp_path / "after", after)
    assert audit(files, expected_rows=counted).failures == []


def claimed(chance, rows):
    """``rows`` with spans of one paragraph that are read once more, as times, amounts, mentions or places."""
    segment = rows["segments"][2]
    ends = list(range(len("Mayor Ada Quill said the ferry lost 40 passengers\u2019 bags on Tuesday.") + 1))
    for number in range(chance.choice([1, 2, 3])):
        low, high = sorted(chance.sample(ends, 2))
        dataset = chance.choice(["times", "quantities", "mentions", "places"])
        row = rows[dataset][0]
        key = DATASETS[dataset].key[0]
        text = segment.text[low:high]
        values = {
            key: f"{chance.getrandbits(64):032x}",
            "text": text,
            "char_start": segment.char_start + low,
            "char_end": segment.char_start + high,
        }
        place = {"segment_index": 2, "in_body": True, "sentence": segment.text[: ends[-1]]}
        row = row._replace(**values, **place)
        if dataset == "mentions":
            row = row._replace(entity_type=chance.choice(["PERSON", "ORG", "GPE"]))
            entities = [
                entity._replace(mention_count=entity.mention_count + (entity.entity_id == row.entity_id)) for entity in rows["entities"]
            ]
            rows = {**rows, "entities": entities}
        elif dataset == "times":
            row = row._replace(timex_type=chance.choice(["DATE", "TIME", "DURATION"]))
        elif dataset == "places":
            row = row._replace(place_use=chance.choice(["in_name", "location"]), mention_id=None)
        rows = {**rows, dataset: [*rows[dataset], row] if number % 2 else [row, *rows[dataset]]}
    return rows


def test_what_is_read_twice_is_found_by_the_contract_and_by_the_database(tmp_path, monkeypatch, without_expectations):
    monkeypatch.setattr(results, "EXAMPLES", 10_000)
    chance = random.Random(12)
    before: Rows = {}
    after: Rows = {}
    broken: dict[str, set[str]] = {}
    for number in range(300):
        rows = claimed(chance, article_rows(number))
        checked = check_article({name: found for name, found in rows.items() if name not in ("rejects", "runs")})
        assert not checked.article_rejected
        for row in checked.broken:
            broken.setdefault(row.row.article_id, set()).update(f"{row.dataset}.{rule}" for rule in row.rules.split(","))
        for lake, found in ((before, rows), (after, checked.rows)):
            for name in found:
                lake.setdefault(name, []).extend(found[name])
    (tmp_path / "before").mkdir()
    files, counted = write(tmp_path / "before", before)
    flagged: dict[str, set[str]] = {}
    for rule in audit(files, expected_rows=counted).failures:
        for example in rule.examples:
            flagged.setdefault(example["article_id"], set()).add(f"{rule.dataset}.{rule.rule}")
    assert broken.keys() == flagged.keys()
    assert all(rules <= flagged[article] for article, rules in broken.items())
    assert {rule for rules in broken.values() for rule in rules} >= {
        "mentions.no_overlap", "times.no_overlap", "times.outside_mentions", "quantities.no_overlap", "quantities.outside_times",
        "places.no_overlap", "places.outside_mentions", "places.outside_times",
    }  # fmt: skip
    assert 50 < len(broken) < 300
    files, counted = write(tmp_path / "after", after)
    assert audit(files, expected_rows=counted).failures == []
