"""Who does what to whom, when, how surely: a sentence, and what its clauses say."""

import pytest

from tests.conftest import Annotated
from transforms.text.reading import clauses
from transforms.text.reading.clauses import Clause
from transforms.text.reading.passage import Passage


def clause(annotated: Annotated, text: str, verb: str) -> tuple[Passage, Clause]:
    (p,) = annotated(text).passages
    return p, p.clauses[p.words.index(verb)]


def word(p: Passage, token: int | None) -> str | None:
    return None if token is None else p.words[token]


@pytest.mark.parametrize(
    ("text", "verb", "subject", "thing", "doer"),
    [
        ("The court fined the company.", "fined", "court", "company", "court"),
        ("The company was fined by the court.", "fined", "company", None, "court"),
        ("The company was fined.", "fined", "company", None, None),
        ("Soldiers entered the village and burned houses.", "burned", "Soldiers", "houses", "Soldiers"),
        ("Officers wanted to search the car.", "search", "Officers", "car", "Officers"),
        ("The judge ordered the owner to repair the roof.", "repair", "owner", "roof", "owner"),
        ("The mayor used the meeting to denounce the law.", "denounce", "mayor", "law", "mayor"),
        ("The letter was used by the mayor to denounce the law.", "denounce", "mayor", "law", "mayor"),
        ("The man who robbed the bank fled.", "robbed", "who", "bank", "who"),
        ("It rained.", "rained", "It", None, "It"),
        ("The mayor began by thanking the crews.", "thanking", "mayor", "crews", "mayor"),
        ("The mayor was ready to leave the town.", "leave", "mayor", "town", "mayor"),
        ("The mayor left the town, saying it was late.", "saying", "mayor", None, "mayor"),
        ("Firefighters rescued a man crossing the river.", "crossing", "man", "river", "man"),
        ("The news forced the mayor to close the road.", "close", "mayor", "road", "mayor"),
    ],
)
def test_who_does_what(annotated: Annotated, text: str, verb: str, subject: str | None, thing: str | None, doer: str | None) -> None:
    p, found = clause(annotated, text, verb)
    assert (word(p, found.subject), word(p, found.object), word(p, found.doer)) == (subject, thing, doer)


@pytest.mark.parametrize(
    ("text", "verb", "tense", "modality", "negated"),
    [
        ("The bridge collapsed.", "collapsed", "past", "actual", False),
        ("The bridge has collapsed.", "collapsed", "past", "actual", False),
        ("The bridge will collapse.", "collapse", "future", "future", False),
        ("The bridge may collapse.", "collapse", "present", "possible", False),
        ("The bridge must close.", "close", "present", "necessary", False),
        ("The bridge did not collapse.", "collapse", "past", "actual", True),
        ("Nobody died.", "died", "past", "actual", True),
        ("No soldiers died.", "died", "past", "actual", True),
        ("The bridge won't open.", "open", "future", "future", True),
        ("They never returned.", "returned", "past", "actual", True),
    ],
)
def test_when_and_how_surely(annotated: Annotated, text: str, verb: str, tense: str, modality: str, negated: bool) -> None:
    _, found = clause(annotated, text, verb)
    assert (found.tense, found.modality, found.negated) == (tense, modality, negated)


def test_a_shared_subject_is_marked(annotated: Annotated) -> None:
    text = "Soldiers entered the village and burned houses."
    assert clause(annotated, text, "entered")[1].subject_is_own
    assert not clause(annotated, text, "burned")[1].subject_is_own


def test_the_clause_of_a_token(annotated: Annotated) -> None:
    (p,) = annotated("The judge ordered the owner to repair the roof.").passages
    found = p.clause_of(p.words.index("roof"))
    assert found is not None
    assert p.words[found.verb] == "repair"
    assert p.clause_of(p.words.index("judge")) is p.clauses[p.words.index("ordered")]
    assert annotated("Ann Roe, mayor").passages[0].clause_of(0) is None


def test_the_subject_of_a_predicate_that_is_no_verb(annotated: Annotated) -> None:
    (p,) = annotated("The mayor, tired and hungry, was ready to leave.").passages
    subjects = [p.subject_of(p.words.index(name)) for name in ("ready", "leave", "was")]
    assert [word(p, subject) for subject in subjects] == ["mayor", "mayor", "mayor"]


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("Nine men, including a guard, and two boys were killed in Oslo.", [("boys", "men")]),
        ("Nine men and two boys were killed in Oslo.", [("boys", "men")]),
        ("The bomb hit nine men and two boys fled.", []),
        ("Nine men died and two boys fled.", []),
    ],
)
def test_a_second_subject_is_joined_to_the_first(annotated: Annotated, text: str, joined: list[tuple[str, str]]) -> None:
    (p,) = annotated(text).passages
    nouns = [i for i in range(len(p)) if p.words[i] in ("men", "boys")]
    assert [(p.words[i], p.words[p.heads[i]]) for i in nouns if p.deps[i] == "conj" and p.heads[i] in nouns] == joined or not joined
    verbs = [p.heads[i] for i in nouns if p.deps[i] in ("nsubj", "nsubjpass")]
    assert len(verbs) == len(set(verbs))


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("A boy drowned in Lake Norval on Sunday, police said.", "drowned", ("ccomp", "boy", "police")),
        ("A teenager drowned in a pool, firefighters said on Monday.", "drowned", ("ccomp", "teenager", "firefighters")),
        ("A boy injured in the crash on Sunday said he was lucky.", "injured", ("acl", "boy", "boy")),
        ("A man wounded in the blast, Omar Diallo, said he was lucky.", "wounded", ("acl", "man", "man")),
        # a verb of saying behind the clause, with a subject that reads like the end of a list
        ("Gunmen raided a farm, killing nine people, police and residents said on Friday.", "raided", ("ccomp", "Gunmen", "police")),
        ("Rebels killed two men in two towns, police and doctors said Monday, the latest raids.", "killed", ("ccomp", "Rebels", "police")),
        ("Rebels killed two men, a woman and a child and said they would return.", "killed", ("ROOT", "Rebels", "Rebels")),
        # an office and its holder before the verb
        (
            "Frost ruined the harvest in two districts, the leader of the growers' union, Ivo Maric, said on Friday.",
            "ruined",
            ("ccomp", "Frost", "leader"),
        ),
    ],
)
def test_a_clause_in_front_of_a_verb_of_saying_is_no_subject_of_it(
    annotated: Annotated, text: str, verb: str, expected: tuple[str, str, str]
) -> None:
    p, said = clause(annotated, text, verb)[0], clause(annotated, text, "said")[1]
    i = p.words.index(verb)
    assert (p.deps[i], word(p, p.clauses[i].subject), word(p, said.subject)) == expected


@pytest.mark.parametrize(
    ("text", "verb", "subject"),
    [
        (
            "The thief hid in a shed and was caught near the mill, the chief of detectives, Al Doe, told reporters Thursday.",
            "told",
            "chief",
        ),
        ("The girl was found alive in a barn, the head of the search team, Maria Lund, told a news conference.", "told", "head"),
        ("She met the head of the search team, Maria Lund, and told reporters nothing.", "told", "She"),
        ("They won the cup, the club's first trophy, and told fans to stay at home.", "told", "They"),
    ],
)
def test_an_office_with_its_holder_is_who_tells(annotated: Annotated, text: str, verb: str, subject: str) -> None:
    p, told = clause(annotated, text, verb)
    assert word(p, told.subject) == subject


@pytest.mark.parametrize(
    ("text", "title", "name"),
    [
        ("The driver ignored the signal, Capt. Dana Holt said.", "Capt.", "Holt"),
        ("Capt. Dana Holt of the fire department said the roof was gone.", "Capt.", "Holt"),
        ("The roof was gone, Det. Omar Reid told reporters.", "Det.", "Reid"),
        ("Supt. Omar Reid told reporters the roof was gone.", "Supt.", "Reid"),
    ],
)
def test_a_shortened_title_belongs_to_the_name_behind_it(annotated: Annotated, text: str, title: str, name: str) -> None:
    (p,) = annotated(text).passages
    i = p.words.index(title)
    assert (p.words[p.heads[i]], p.deps[i], len(p.sentences)) == (name, "compound", 1)


def test_a_surname_that_ends_its_sentence_is_no_shortened_title(annotated: Annotated) -> None:
    (p,) = annotated("Sales rose, said Lena Barr. Ida Holm disagreed.").passages
    assert (p.words[5:7], len(p.sentences)) == (["Barr", "."], 2)


@pytest.mark.parametrize(
    ("text", "verb", "passive"),
    [
        ("Around 40 people were killed in the attacks and 25 people taken hostage, according to officials.", "taken", True),
        ("Nine people were killed in the raid and the rebels had taken a bridge.", "taken", False),
        ("Rebels stormed the town and took a bridge.", "took", False),
    ],
)
def test_a_participle_joined_to_a_passive_shares_its_auxiliary(annotated: Annotated, text: str, verb: str, passive: bool) -> None:
    assert clause(annotated, text, verb)[1].passive is passive


@pytest.mark.parametrize(
    ("text", "verb", "subject"),
    [
        ("Jane Best was late. Best told reporters she would appeal.", "told", "Best"),
        ("About 300,000 pupils attend its schools; Lightly closed them on Thursday.", "closed", "Lightly"),
        ("Later told reporters nothing.", "told", None),
        ("He had one rule: Never closed a door.", "closed", None),
        ("The rains, which Really closed the road, went on.", "closed", "which"),
    ],
)
def test_a_name_right_before_its_verb_is_no_adverb(annotated: Annotated, text: str, verb: str, subject: str | None) -> None:
    p, told = clause(annotated, text, verb)
    assert word(p, told.subject if told.subject_is_own else None) == subject


def test_a_mark_is_no_subject(annotated: Annotated) -> None:
    (p,) = annotated("Ann Roe said it was late.").passages
    p.words[1] = "―"
    assert clauses.own_subject(p, 2) is None
