"""Spans that hold two names or more than a name, and spans that name nothing; organisations that are known by their name."""

import pytest

from tests.conftest import Annotated
from tests.transforms.text.names.test_pieces import shown, span
from tests.transforms.text.names.test_teams import every
from transforms.text.names import agreement, cutting, dividing, features, wording
from transforms.text.names.spans import Span, of_tokens
from transforms.text.reading import Reading


def divided(reading: Reading, *names: tuple[str, str]) -> list[tuple[str, str]]:
    """What becomes of the first occurrences of ``names`` (text and label), in the order of the text."""
    return shown(reading, dividing.divided(reading, [span(reading, text, label) for text, label in names]))


@pytest.mark.parametrize(
    ("text", "name", "label", "expected"),
    [
        ("Rain fell on Kenya's Mbuluzi on Friday.", "Kenya's Mbuluzi", "LOC", [("Kenya", "LOC"), ("Mbuluzi", "LOC")]),
        ("Rain fell on Ghana's Mbuluzi District.", "Ghana's Mbuluzi District", "ORG", [("Ghana", "LOC"), ("Mbuluzi District", "LOC")]),
        ("Ghana's Harbour Trust paid.", "Ghana's Harbour Trust", "ORG", [("Ghana", "LOC"), ("Harbour Trust", "ORG")]),
        (
            "The Boston Celtics' Peter Vandell ran.",
            "Boston Celtics' Peter Vandell",
            "LOC",
            [("Boston Celtics", "ORG"), ("Peter Vandell", "PER")],
        ),
        ("The Children's Harbour Trust paid.", "Children's Harbour Trust", "ORG", [("Children's Harbour Trust", "ORG")]),
        ("She saw Kenya's Finest at the cinema.", "Kenya's Finest", "MISC", [("Kenya's Finest", "MISC")]),
    ],
)
def test_owner_and_owned(annotated: Annotated, text: str, name: str, label: str, expected: list[tuple[str, str]]) -> None:
    assert divided(annotated(text), (name, label)) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Orvane Capital and Tessil", ["Orvane Capital", "Tessil"]),
        ("Toyota and Honeywell", ["Toyota", "Honeywell"]),
        ("Harris and Honeywell", ["Harris and Honeywell"]),
        ("Honeywell and Orvane", ["Honeywell", "Orvane"]),
        ("Honeywell and Partners", ["Honeywell and Partners"]),
        ("Honeywell and Siemens", ["Honeywell", "Siemens"]),
        ("University of Orvane and Tessil College", ["University of Orvane", "Tessil College"]),
        ("Department of Ports and Rivers", ["Department of Ports and Rivers"]),
        ("Orvane Medical College and Hospital", ["Orvane Medical College and Hospital"]),
        ("Orvane and Tessil", ["Orvane and Tessil"]),
        ("Geodesy Canada and Rivers Kenya", ["Geodesy Canada", "Rivers Kenya"]),
        ("United Mill Workers and Oslo", ["United Mill Workers", "Oslo"]),
        ("Office for Rivers of Norway and Oslo", ["Office for Rivers of Norway and Oslo"]),
        ("Orvane Bureau of Ports and Tessil City Council", ["Orvane Bureau of Ports", "Tessil City Council"]),
        ("University of Orvane and Tessil Polytechnic", ["University of Orvane", "Tessil Polytechnic"]),
        ("Orvane Bureau of Ports and River Life", ["Orvane Bureau of Ports and River Life"]),
        ("Orvane Roofing and Bank of Tessil", ["Orvane Roofing", "Bank of Tessil"]),
        ("Office of Rivers and Bank of Tessil", ["Office of Rivers and Bank of Tessil"]),
        ("Honeywell and Orvane Salt LLP", ["Honeywell", "Orvane Salt LLP"]),
        ("Honeywell and Orvane Biotech", ["Honeywell", "Orvane Biotech"]),
        ("Orvane and Tessil Salt LLP", ["Orvane and Tessil Salt LLP"]),
        ("Orvane Trade and Tessil Capital", ["Orvane Trade", "Tessil Capital"]),
        ("Orvane Trade and Labour Board", ["Orvane Trade and Labour Board"]),
        ("Laura B. and Quistam Trust", ["Laura B. and Quistam Trust"]),
        ("Royal Antigua and Barbuda Guard", ["Royal Antigua and Barbuda Guard"]),
    ],
)
def test_two_organisations_joined_by_and(annotated: Annotated, name: str, expected: list[str]) -> None:
    assert [text for text, _ in divided(annotated(f"They wrote to {name} last week."), (name, "ORG"))] == expected


def test_what_stands_alone_elsewhere_is_a_name_of_its_own(annotated: Annotated) -> None:
    reading = annotated("Shares of Orvane and Tessil fell after Tessil lost a contract.")
    both = span(reading, "Orvane and Tessil", "ORG")
    alone = both._replace(first=both.last + 2, last=both.last + 3, key=("tessil",), start=both.end + 12, end=both.end + 18)
    assert shown(reading, dividing.divided(reading, [both, alone])) == [("Orvane", "ORG"), ("Tessil", "ORG"), ("Tessil", "ORG")]


@pytest.mark.parametrize(
    ("text", "name", "label", "expected"),
    [
        ("Former Minister for Ports and Rivers Laura Quist left.", "Rivers Laura Quist", "PER", [("Laura Quist", "PER")]),
        ("Hornepayne Mayor Laura Quist left.", "Hornepayne Mayor Laura Quist", "PER", [("Hornepayne", "LOC"), ("Laura Quist", "PER")]),
        ("Orvtek Chairman Laura Quist left.", "Orvtek Chairman Laura Quist", "PER", [("Orvtek", "ORG"), ("Laura Quist", "PER")]),
        ("Peter Mayor Laura Quist left.", "Peter Mayor Laura Quist", "PER", [("Peter Mayor Laura Quist", "PER")]),
        (
            "The Secretary of State for Trade, Ports and Rivers Laura Quist left.",
            "Ports and Rivers Laura Quist",
            "ORG",
            [("Laura Quist", "PER")],
        ),
        (
            "Reef Party MP Laura Quist left.",
            "Reef Party MP Laura Quist",
            "ORG",
            [("Reef Party", "ORG"), ("Laura Quist", "PER")],
        ),
        (
            "Reef Party MLA T R Quistam left.",
            "Reef Party MLA T R Quistam",
            "ORG",
            [("Reef Party", "ORG"), ("T R Quistam", "PER")],
        ),
        ("Mr Justice Quistell ruled.", "Mr Justice Quistell", "ORG", [("Quistell", "PER")]),
        ("The lawmaker H D Quistam was absent.", "H D Quistam", "MISC", [("H D Quistam", "PER")]),
        ("They met Ruth af Quistam again.", "Ruth af Quistam", "ORG", [("Ruth af Quistam", "PER")]),
        ("They like Ruth af Orvane Hall.", "Ruth af Orvane Hall", "ORG", [("Ruth af Orvane Hall", "ORG")]),
        ("They like Ruth de Paris now.", "Ruth de Paris", "ORG", [("Ruth de Paris", "ORG")]),
        ("They met Ms. de Quist again.", "Ms. de Quist", "LOC", [("de Quist", "PER")]),
        ("They saw Miss Orvane Norway again.", "Miss Orvane Norway", "MISC", [("Miss Orvane Norway", "MISC")]),
        ("The probe passed Venus again.", "Venus", "PER", [("Venus", "LOC")]),
        ("They met Venus again.", "Venus", "PER", [("Venus", "PER")]),
        ("A strong El Niño came.", "El Niño", "PER", [("El Niño", "MISC")]),
        ("Her brother has Parkinson's and sings.", "Parkinson", "PER", []),
        ("Parkinson's patients sang.", "Parkinson", "PER", []),
        ("Parkinson's lawyer sang.", "Parkinson", "PER", [("Parkinson", "PER")]),
        ("The Muskrat Bay First Nation signed.", "Muskrat Bay First Nation", "LOC", [("Muskrat Bay First Nation", "ORG")]),
        ("Peter Vance, 55, of Addling, was charged.", "Addling", "PER", [("Addling", "LOC")]),
        ("Peter Vance, 55, of Madison, was charged.", "Madison", "PER", [("Madison", "LOC")]),
        ("Peter Vance, 55, of UNHCR, was charged.", "UNHCR", "ORG", [("UNHCR", "ORG")]),
        ("Peter Vance, age 55, of Addling, was charged.", "Addling", "PER", [("Addling", "LOC")]),
        ("The fleet, ship 55, of Addling, was sold.", "Addling", "PER", [("Addling", "PER")]),
        ("The Orvane State Bureau of Ports met.", "Orvane State Bureau of Ports", "LOC", [("Orvane State Bureau of Ports", "ORG")]),
        ("The Orvane City Council met.", "Orvane City Council", "FAC", [("Orvane City Council", "ORG")]),
        ("They camped at Council Bluffs.", "Council Bluffs", "LOC", [("Council Bluffs", "LOC")]),
        ("Rain fell on Orvane County.", "Orvane County", "FAC", [("Orvane County", "LOC")]),
        ("Rain fell on Metro Manila.", "Metro Manila", "FAC", [("Metro Manila", "LOC")]),
        ("They met at Metro Orvane.", "Metro Orvane", "FAC", [("Metro Orvane", "FAC")]),
        ("They played at the Laura Quist Theatre.", "Laura Quist Theatre", "PER", [("Laura Quist Theatre", "FAC")]),
        ("Banners of Deutsche Bank hung there.", "Banners of Deutsche Bank", "ORG", [("Deutsche Bank", "ORG")]),
        ("Banners of Orvane Quay hung there.", "Banners of Orvane Quay", "ORG", [("Banners of Orvane Quay", "ORG")]),
        ("Bank of Siemens workers met.", "Bank of Siemens", "ORG", [("Bank of Siemens", "ORG")]),
        ("Veteran Kenya bowlers met.", "Veteran Kenya", "PER", [("Kenya", "LOC")]),
        ("They closed the Martin Quist Drive.", "Martin Quist Drive", "PER", [("Martin Quist Drive", "FAC")]),
        ("They met Martin Drive.", "Martin Drive", "PER", [("Martin Drive", "PER")]),
        ("They closed Elm and Oak streets.", "Oak", "NORP", [("Oak", "FAC")]),
        ("They closed an Oak street.", "Oak", "NORP", [("Oak", "NORP")]),
        ("Picture: Laura Quist/Orvane", "Orvane", "PER", [("Orvane", "ORG")]),
        ("Quistam/Orvane won the doubles.", "Orvane", "PER", [("Orvane", "PER")]),
        ("They beat Orvane High twice.", "Orvane High", "PER", [("Orvane High", "ORG")]),
        ("They met Laura High twice.", "Laura High", "PER", [("Laura High", "PER")]),
        ("They asked the Orvane High court twice.", "Orvane High", "LOC", [("Orvane High", "LOC")]),
        ("They met at Orvane House.", "Orvane House", "PER", [("Orvane House", "FAC")]),
        ("They met Laura House.", "Laura House", "PER", [("Laura House", "PER")]),
        ("Shares of Orvane Development Berhad fell.", "Orvane Development Berhad", "MISC", [("Orvane Development Berhad", "ORG")]),
        ("They met Laura, the queen of the fair.", "Laura", "ORG", [("Laura", "PER")]),
        ("They met Laura, the maker of boats.", "Laura", "ORG", [("Laura", "ORG")]),
        ("They met Laura, the league leaders.", "Laura", "ORG", [("Laura", "ORG")]),
        ("They met Laura, the Premier League side.", "Laura", "ORG", [("Laura", "ORG")]),
        ("So an Airbus Orvane was sold.", "Airbus Orvane", "ORG", [("Airbus Orvane", "MISC")]),
        ("So an Airbus Orvane plant was sold.", "Airbus Orvane", "ORG", [("Airbus Orvane", "ORG")]),
        ("They sued Airbus Orvane again.", "Airbus Orvane", "ORG", [("Airbus Orvane", "ORG")]),
        ("Veteran Quistam met them.", "Veteran Quistam", "PER", [("Veteran Quistam", "PER")]),
        ("Shares of Orvane Dairy Inc fell.", "Orvane Dairy Inc", "PER", [("Orvane Dairy Inc", "ORG")]),
        ("He wrote on Twitter Tuesday that he would leave.", "Twitter Tuesday", "MISC", [("Twitter", "ORG")]),
        ("She shops on Cyber Monday every year.", "Cyber Monday", "MISC", [("Cyber Monday", "MISC")]),
        ("He runs Ubuntu Studio at home.", "Ubuntu Studio", "PER", [("Ubuntu Studio", "MISC")]),
        ("North Dakota Republican Laura Quist won.", "North Dakota Republican", "LOC", [("North Dakota", "LOC"), ("Republican", "NORP")]),
        ("The car left US 481 at noon.", "US", "LOC", [("US 481", "FAC")]),
        ("He met US 481 times.", "US", "LOC", [("US", "LOC")]),
        ("Laura Quist Laura Quist smiled.", "Laura Quist Laura Quist", "PER", [("Laura Quist", "PER"), ("Laura Quist", "PER")]),
        ("Norland Marine Corps Commander Quist left.", "Norland Marine Corps Commander", "ORG", [("Norland Marine Corps", "ORG")]),
        ("The Norland Harbour Master left.", "Norland Harbour Master", "ORG", [("Norland Harbour Master", "ORG")]),
        ("The OHP Whip in parliament, Laura Quist, left.", "OHP Whip", "ORG", [("OHP", "ORG")]),
        ("Rep. Laura Quist, R-Ohio, was there.", "R-Ohio", "LOC", [("Ohio", "LOC")]),
        ("Rep. Laura Quist drove an R-Orvane home.", "R-Orvane", "LOC", [("R-Orvane", "LOC")]),
        ("Pilgrims marked Orvane Jayanti.", "Orvane Jayanti", "PER", [("Orvane Jayanti", "MISC")]),
        ("The town held the Fiesta de Orvane.", "Fiesta de Orvane", "FAC", [("Fiesta de Orvane", "MISC")]),
        ("Rain fell on Orvane District.", "Orvane District", "ORG", [("Orvane District", "LOC")]),
        ("Rain fell on the Orvane School District.", "Orvane School District", "ORG", [("Orvane School District", "ORG")]),
        ("The Orvane Department of Health said so.", "Orvane Department of Health", "LOC", [("Orvane Department of Health", "ORG")]),
        ("Orvane County Public Health said so.", "Orvane County Public Health", "LOC", [("Orvane County Public Health", "ORG")]),
        ("Chicago police said so.", "Chicago", "ORG", [("Chicago", "LOC")]),
        ("Chicago fans said so.", "Chicago", "ORG", [("Chicago", "ORG")]),
        ("Rain fell in Oslo and Orvane counties.", "Orvane", "NORP", [("Orvane", "LOC")]),
        ("Laura Ann Quist 2, and Peter Vance, 4, smiled.", "Laura Ann Quist 2", "PER", [("Laura Ann Quist", "PER")]),
        ("Woods left at dawn.", "Woods", "PER", [("Woods", "PER")]),
        ("They met Wildfires at dawn.", "Wildfires", "PER", [("Wildfires", "PER")]),
        ("Wildfires left. They met Laura Wildfires.", "Wildfires", "PER", [("Wildfires", "PER")]),
        ("Shares of Orvane Sons Pvt Quist fell.", "Orvane Sons Pvt", "ORG", [("Orvane Sons Pvt", "ORG")]),
        ("It works so well, L. Quistam wrote.", "L. Quistam", "ORG", [("L. Quistam", "PER")]),
        ("It works so well, L. Bank wrote.", "L. Bank", "ORG", [("L. Bank", "ORG")]),
        ("Replied Quistam, grinning: No.", "Replied Quistam", "PER", [("Quistam", "PER")]),
        ("They met Said Quistam.", "Said Quistam", "PER", [("Said Quistam", "PER")]),
        ("RIP Laura Quist, a fan wrote.", "RIP Laura Quist", "PER", [("Laura Quist", "PER")]),
        ("Orlin: F Laura Quist missed the game.", "F Laura Quist", "PER", [("Laura Quist", "PER")]),
        ("Orlin and F Laura Quist missed the game.", "F Laura Quist", "PER", [("F Laura Quist", "PER")]),
        ("The lawmaker T R Quistam was absent.", "R Quistam", "PER", [("T R Quistam", "PER")]),
        ("In plan A R Quistam was absent.", "R Quistam", "PER", [("R Quistam", "PER")]),
        ("They beat Orvane 3-2 at home.", "Orvane 3", "ORG", [("Orvane", "ORG")]),
        ("They read Orvane 3 at home.", "Orvane 3", "ORG", [("Orvane 3", "ORG")]),
        ("He saved Ava and Laura Quist, 4 and 6.", "Ava", "ORG", [("Ava", "PER")]),
        ("He saved Ava and the ship, too.", "Ava", "ORG", [("Ava", "ORG")]),
        ("He runs Linux Harbour Inc. at home.", "Linux Harbour Inc.", "ORG", [("Linux Harbour Inc.", "ORG")]),
        ("Traders of OVN/JPY met at noon.", "OVN/JPY", "ORG", [("OVN/JPY", "ORG")]),
        ("They sang at the Orvane Jazz Festival.", "Orvane Jazz Festival", "ORG", [("Orvane Jazz Festival", "MISC")]),
        ("They joined Orvane Albion.", "Orvane Albion", "FAC", [("Orvane Albion", "ORG")]),
        ("They asked Quist & Orvane.", "Quist & Orvane", "PER", [("Quist & Orvane", "ORG")]),
        ("They asked Peter & Laura Quist.", "Peter & Laura Quist", "PER", [("Peter & Laura Quist", "PER")]),
        ("They met at Orvane Crown Court.", "Orvane Crown Court", "FAC", [("Orvane Crown Court", "ORG")]),
        ("They met at Orvane Castle Court.", "Orvane Castle Court", "FAC", [("Orvane Castle Court", "FAC")]),
        ("They sang in the Orvane Festival Hall.", "Orvane Festival Hall", "FAC", [("Orvane Festival Hall", "FAC")]),
        ("They live at 50 W. Orvane St. now.", "W. Orvane St.", "ORG", [("W. Orvane St.", "FAC")]),
        ("They live at 50 N. Orvane Drive now.", "N. Orvane", "PER", [("N. Orvane", "FAC")]),
        ("They met N. Orvane there.", "N. Orvane", "PER", [("N. Orvane", "PER")]),
        ("They sank the HMS Orvane.", "HMS Orvane", "ORG", [("HMS Orvane", "MISC")]),
        ("They read Orvane magazine there.", "Orvane", "LOC", [("Orvane", "ORG")]),
        ("They met before Diwali there.", "Diwali", "PER", [("Diwali", "MISC")]),
        ("They won two Golden Globes there.", "Golden Globes", "ORG", [("Golden Globes", "MISC")]),
        ("They like Windows users there.", "Windows", "NORP", [("Windows", "MISC")]),
        ("They read Danish magazine stories.", "Danish", "NORP", [("Danish", "NORP")]),
    ],
)
def test_titles_and_forms(annotated: Annotated, text: str, name: str, label: str, expected: list[tuple[str, str]]) -> None:
    assert divided(annotated(text), (name, label)) == expected


def test_capitals_for_emphasis_alone_are_no_name(annotated: Annotated) -> None:
    reading = annotated("They joined the Slow Wet Mess. She sang 'Best Day Ever' for a Quick Response Force.")
    names = [("Slow Wet Mess", "ORG"), ("Best Day Ever", "MISC"), ("Quick Response Force", "ORG")]
    assert divided(reading, *names) == names


def test_letters_behind_a_person_are_no_name(annotated: Annotated) -> None:
    reading = annotated("Laura Quist, M.D., MBE, and Peter Vance, Ph.D., met the RN in Oslo.")
    names = [("Laura Quist", "PER"), ("M.D.", "LOC"), ("MBE", "ORG"), ("Peter Vance", "PER"), ("Ph.D", "ORG"), ("RN", "ORG")]
    assert divided(reading, *names) == [("Laura Quist", "PER"), ("Peter Vance", "PER"), ("RN", "ORG")]


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("A third case of Western Marsh Fever was found.", "Western Marsh Fever", "LOC"),
        ("An ECG showed nothing.", "ECG", "ORG"),
        ("Rep. Laura Quist, D-Minn., was there.", "D-Minn", "MISC"),
        ("Seventh appearance for the team.", "Seventh", "ORG"),
        ("No. 12 Orvane won.", "No", "LOC"),
        ("It was 5:10 a.m. ET, the town said.", "ET", "ORG"),
        ("The CCTV pictures were shown.", "CCTV", "ORG"),
        ("There were 36 cases of Zorvat virus in Oslo.", "Zorvat", "LOC"),
        ("There were 36 cases of Zorvat fever in Oslo.", "Zorvat", "PER"),
        ("There were 36 cases of Zorvat’s Disease in Oslo.", "Zorvat", "NORP"),
        ("Wildfires burned at dawn.", "Wildfires", "PER"),
        ("He called it a Very Bad Idea.", "Very Bad Idea", "ORG"),
        ("He called it the Best Day Ever.", "Best Day Ever", "ORG"),
        ("He called it a Slow Wet Mess.", "Slow Wet Mess", "ORG"),
        ("The Terms of Service say so.", "Terms of Service", "ORG"),
        ("The Inspector General of Police left.", "Inspector General of Police", "ORG"),
        ("The Police Public Relations Officer left.", "Police Public Relations Officer", "ORG"),
        ("The Inspector-General of Police left.", "Inspector-General of Police", "ORG"),
        ("Traders sold USD/JPY at noon.", "USD/JPY", "ORG"),
        ("They paid in CAD at noon.", "CAD", "ORG"),
        ("They wrote to @Orvane at noon.", "@Orvane", "ORG"),
        ("They read www.Orvane.example at noon.", "www.Orvane.example", "ORG"),
        ("They paid P3,249.16 at noon.", "P3,249.16", "MISC"),
        ("It was built in 500 BC here.", "BC", "ORG"),
        ("It was built in the third century BC here.", "BC", "ORG"),
    ],
)
def test_what_names_nothing(annotated: Annotated, text: str, name: str, label: str) -> None:
    assert divided(annotated(text), (name, label)) == []


@pytest.mark.parametrize(
    ("text", "model", "expected"),
    [
        ("“The Salt Road,” a drama, won.", "WORK_OF_ART", "MISC"),
        ("“The Salt Road,” a drama, won.", "FAC", "FAC"),
        ("“The Salt Road is closed,” she said.", "WORK_OF_ART", "FAC"),
        ("A so-called “Salt Road” was built.", "WORK_OF_ART", "FAC"),
    ],
)
def test_a_quoted_title_is_a_work_where_the_model_says_so(annotated: Annotated, text: str, model: str, expected: str) -> None:
    reading = annotated(text)
    one = span(reading, "Salt Road", "FAC")
    reading.passages[0].model_labels[one.first : one.last] = ["B-" + model, "I-" + model]
    assert shown(reading, dividing.divided(reading, [one])) == [("Salt Road", expected)]


def test_a_headline_goes_on_behind_the_full_name_of_the_story(annotated: Annotated) -> None:
    reading = annotated("Laura Quist Hammers Orvane Bank Over Fees\n\nIn the port Laura Quist hammered the bank on Monday.")
    reading.passages[0].is_title = True
    spans = [span(reading, "Laura Quist Hammers Orvane", "PER"), span(reading, "Laura Quist", "PER", 1)]
    assert shown(reading, dividing.divided(reading, spans)) == [("Laura Quist", "PER"), ("Laura Quist", "PER")]
    assert shown(reading, dividing.divided(reading, spans[:1])) == [("Laura Quist Hammers Orvane", "PER")]


@pytest.mark.parametrize(
    ("name", "title_case", "expected"),
    [
        ("Orvane Slips Again", True, "Orvane"),
        ("Orvane Slips Again", False, "Orvane Slips Again"),
        ("Orvane Bank Again", True, "Orvane Bank Again"),
        ("Tessil Slips Again", True, "Tessil Slips Again"),
    ],
)
def test_a_headline_in_title_case_goes_on_behind_a_name_of_the_story(
    annotated: Annotated, name: str, title_case: bool, expected: str
) -> None:
    reading = annotated(f"{name} After Storm Hits Coast\n\nShares of Orvane fell on Monday.")
    reading.passages[0].is_title, reading.passages[0].is_title_case = True, title_case
    spans = [span(reading, name, "ORG"), span(reading, "Orvane", "ORG", 1)]
    assert shown(reading, dividing.divided(reading, spans)) == [(expected, "ORG"), ("Orvane", "ORG")]


@pytest.mark.parametrize(
    ("name", "expected"), [("Boston Man", ["Boston"]), ("Boston Mann", ["Boston Mann"]), ("Orvane Man", ["Orvane Man"])]
)
def test_whom_a_headline_calls_by_the_town_is_no_part_of_it(annotated: Annotated, name: str, expected: list[str]) -> None:
    reading = annotated(f"{name} Held After Chase")
    reading.passages[0].is_title = True
    assert [text for text, _ in shown(reading, dividing.divided(reading, [span(reading, name, "LOC")]))] == expected


def test_a_known_body_with_an_office_in_its_name_stays(annotated: Annotated) -> None:
    names = [("Ombudsman of Kenya", "ORG"), ("Board of Ports", "ORG"), ("Queen of Ports", "MISC")]
    assert divided(annotated("The Ombudsman of Kenya saw the Board of Ports and the Queen of Ports."), *names) == names
    names = [("Knights of Orvane", "ORG"), ("Queen of the Hill", "ORG"), ("Morning Star", "ORG"), ("Pizza Queen", "ORG")]
    assert divided(annotated("The Knights of Orvane beat Queen of the Hill, the Morning Star said at Pizza Queen."), *names) == names


def test_letters_of_an_era_without_years_are_a_name(annotated: Annotated) -> None:
    assert divided(annotated("They live in Vancouver, BC, now."), ("BC", "LOC")) == [("BC", "LOC")]


def test_letters_of_a_zone_without_a_clock_are_a_name(annotated: Annotated) -> None:
    assert divided(annotated("Fans of ET cheered."), ("ET", "ORG")) == [("ET", "ORG")]


@pytest.mark.parametrize(
    ("text", "name", "label", "expected"),
    [
        ("Shares of Google fell.", "Google", "PER", "ORG"),
        ("Shares of Rolls-Royce fell.", "Rolls-Royce", "LOC", "ORG"),
        ("Fans of Red Bull cheered.", "Red Bull", "PER", "ORG"),
    ],
)
def test_a_known_organisation_is_one_unless_people_are_called_so(
    annotated: Annotated, text: str, name: str, label: str, expected: str
) -> None:
    reading = annotated(text)
    assert [one.label for one in agreement.agreed(reading, [span(reading, name, label)])] == [expected]


@pytest.mark.parametrize(
    ("name", "model", "expected"),
    [
        ("Ford", "ORG", "ORG"),
        ("Ford", "PERSON", "PER"),
        ("Israel", "GPE", "LOC"),
        ("Israel", "PERSON", "PER"),
        ("Berlin", "GPE", "LOC"),
        ("Berlin", "PERSON", "PER"),
        ("Quistam", "ORG", "PER"),
    ],
)
def test_the_model_decides_on_an_organisation_or_country_that_people_are_called_like(
    annotated: Annotated, name: str, model: str, expected: str
) -> None:
    reading = annotated(f"Nobody knew what {name} wanted.")
    one = span(reading, name, "PER")
    reading.passages[0].model_labels[one.first] = "B-" + model
    assert [one.label for one in agreement.agreed(reading, [one])] == [expected]


def test_the_last_word_of_a_team_is_the_team(annotated: Annotated) -> None:
    reading = annotated("The Orvane Bears met the Liberal Democrats. The Bears beat Quist, the Democrats and Laura Bears.\n\nBears left.")
    names = [("Orvane Bears", "ORG"), ("Liberal Democrats", "ORG"), ("Democrats", "NORP"), ("Laura Bears", "PER")]
    spans = [*(span(reading, *name) for name in names[:2]), span(reading, "Bears", "NORP", 1)]
    assert [one.label for one in agreement.agreed(reading, spans)] == ["ORG", "ORG", "ORG"]
    assert [one.label for one in agreement.agreed(reading, [*spans, span(reading, "Laura Bears", "PER")])] == ["ORG", "ORG", "NORP", "PER"]


def test_a_person_of_the_article_keeps_the_name(annotated: Annotated) -> None:
    reading = annotated("Nobody knew what Ford wanted. Laura Ford said nothing.")
    one, full = span(reading, "Ford", "PER"), span(reading, "Laura Ford", "PER")
    reading.passages[0].model_labels[one.first] = "B-ORG"
    assert [one.label for one in agreement.agreed(reading, [one, full])] == ["PER", "PER"]


def test_a_companys_first_word_is_the_company(annotated: Annotated) -> None:
    reading = annotated("Orvane Paper and the Zorvat Council met.\n\nOrvane will close, and Zorvat came.")
    spans = [span(reading, "Orvane Paper", "ORG"), span(reading, "Orvane", "PER", 1)]
    body = [span(reading, "Zorvat Council", "ORG"), span(reading, "Zorvat", "PER", 1)]
    assert [one.label for one in agreement.agreed(reading, spans + body)] == ["ORG", "ORG", "ORG", "PER"]


def test_a_firm_is_one_without_its_legal_form(annotated: Annotated) -> None:
    reading = annotated("Orvane Foods plc and Laura Salt Ltd fell.\n\nOrvane Foods grew in Orvane. Orvane hired. Laura Salt left.")
    second = reading.passages[1]
    lone = [i for i, word in enumerate(second.words) if word == "Orvane"][1:]
    spans = [span(reading, "Orvane Foods plc", "ORG"), span(reading, "Laura Salt Ltd", "ORG"), span(reading, "Orvane Foods", "PER", 1)]
    spans += [of_tokens(reading, 1, i, i + 1, "LOC", ("orvane",), "test") for i in lone]
    spans.append(span(reading, "Laura Salt", "PER", 1))
    assert [one.label for one in agreement.agreed(reading, spans)] == ["ORG", "ORG", "ORG", "LOC", "ORG", "PER"]


def test_well_known_lands_and_waters_are_places(annotated: Annotated) -> None:
    reading = annotated("Snow is late in the Sierra Nevada and all over the Northern Hemisphere.")
    spans = [span(reading, "Sierra Nevada", "ORG"), span(reading, "Northern Hemisphere", "MISC")]
    assert [one.label for one in agreement.agreed(reading, spans)] == ["LOC", "LOC"]
    assert [wording.place_type(one.key) for one in spans] == ["LOC", "LOC"]


def test_a_building_is_no_organisation_for_its_sponsor(annotated: Annotated) -> None:
    reading = annotated("They met in the Siemens Stadium, not at Siemens.")
    tokens = features.of_article(reading)[0]
    marked = [tokens.words[i] for i, packs in tokens.packs.items() if any("p=B-known" in pack for pack in packs)]
    assert marked == ["Siemens"]


@pytest.mark.parametrize(
    ("text", "name", "label", "expected"),
    [
        ("Quist and Vance met in Oslo.", "Quist and Vance", "PER", [("Quist", "PER"), ("Vance", "PER")]),
        ("Laura and Peter Quist met.", "Laura and Peter Quist", "PER", [("Laura", "PER"), ("Peter Quist", "PER")]),
        ("She studied at Orvane University.", "Orvane University", "LOC", [("Orvane University", "ORG")]),
        ("She swam at Orvane Beach.", "Orvane Beach", "LOC", [("Orvane Beach", "LOC")]),
        ("The Jane Roe Space Telescope saw it.", "Jane Roe Space Telescope", "PER", [("Jane Roe Space Telescope", "FAC")]),
        ("She met Jane Lake.", "Jane Lake", "PER", [("Jane Lake", "PER")]),
        ("The Honeywell Tessil is a lamp.", "Honeywell Tessil", "PER", [("Honeywell Tessil", "MISC")]),
        ("She met Honeywell Harris.", "Honeywell Harris", "PER", [("Honeywell Harris", "PER")]),
        ("The prize went to Penelope, 11.", "Penelope", "LOC", [("Penelope", "PER")]),
        ("Nobody lives in Penelope.", "Penelope", "LOC", [("Penelope", "LOC")]),
        ("Trees fell in Isle Orvane State Park.", "Isle Orvane State Park", "ORG", [("Isle Orvane State Park", "FAC")]),
        ("Fans of Orvane Park cheered.", "Orvane Park", "ORG", [("Orvane Park", "ORG")]),
    ],
)
def test_people_schools_and_products_by_their_form(
    annotated: Annotated, text: str, name: str, label: str, expected: list[tuple[str, str]]
) -> None:
    assert divided(annotated(text), (name, label)) == expected


def test_spans_of_one_name_stay_as_they_are(annotated: Annotated) -> None:
    reading = annotated("Laura Quist met Peter Vance in Oslo.")
    spans: list[Span] = cutting.spans(reading, 0, ["B-PER", "I-PER", "O", "B-PER", "I-PER", "O", "B-LOC", "O"])
    assert dividing.divided(reading, spans) == spans


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("They live in Sandgate, Kent, near the sea.", [("Sandgate", "LOC"), ("Kent", "PER")], ["LOC", "LOC"]),
        ("They live in Sandgate, Kent said.", [("Sandgate", "LOC"), ("Kent", "PER")], ["LOC", "PER"]),
        ("They live in Sandgate, Quist, near the sea.", [("Sandgate", "LOC"), ("Quist", "PER")], ["LOC", "PER"]),
    ],
)
def test_what_stands_beside_other_names_of_the_article(
    annotated: Annotated, text: str, names: list[tuple[str, str]], expected: list[str]
) -> None:
    reading = annotated(text)
    assert [one.label for one in agreement.agreed(reading, [span(reading, *name) for name in names])] == expected


@pytest.mark.parametrize(
    ("text", "label", "expected"),
    [
        ("Laura Orvan came. Orvan left.", "ORG", "PER"),
        ("Laura Orvan came. ORVAN left.", "ORG", "ORG"),
        ("Laura Orvan met pro-Orvan voters.", "NORP", "PER"),
        ("Laura Orvan met the Orvan people.", "NORP", "NORP"),
        ("Laura Orvan met an Orvan-ray fan.", "ORG", "ORG"),
    ],
)
def test_one_word_of_a_full_name_is_the_person(annotated: Annotated, text: str, label: str, expected: str) -> None:
    reading = annotated(text)
    word = "ORVAN" if "ORVAN" in text else "Orvan"
    lone = every(reading, word, label)[-1]
    assert agreement.agreed(reading, [span(reading, "Laura Orvan", "PER"), lone])[1].label == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ([("Quillmar", "PER"), ("Quillmar", "LOC")], ["LOC", "LOC"]),
        ([("Quillmar", "PER"), ("Quillmar", "PER"), ("Quillmar", "LOC")], ["PER", "PER", "PER"]),
    ],
)
def test_a_place_behind_its_preposition_is_one_throughout(annotated: Annotated, names: list[tuple[str, str]], expected: list[str]) -> None:
    reading = annotated("Rain fell on Quillmar. They like Quillmar. They live in Quillmar.")
    spans = [one._replace(label=label) for one, (_, label) in zip(every(reading, "Quillmar", "LOC")[-len(names) :], names, strict=True)]
    assert [one.label for one in agreement.agreed(reading, spans)] == expected


@pytest.mark.parametrize(
    ("name", "label", "expected"),
    [
        ("Hurricane Orla and Typhoon Zorvat", "MISC", ["Hurricane Orla", "Typhoon Zorvat"]),
        ("Salt Lakes Act and the Fish Trade Act", "MISC", ["Salt Lakes Act", "Fish Trade Act"]),
        ("Orlin Reef and Mount Zorvat", "LOC", ["Orlin Reef", "Mount Zorvat"]),
        ("Salt Lakes and Fish Trade Act", "MISC", ["Salt Lakes and Fish Trade Act"]),
        ("Fish and Game Act", "MISC", ["Fish and Game Act"]),
        ("Council of Salt and Fish and the Department of Trade", "ORG", ["Council of Salt and Fish", "Department of Trade"]),
        ("Council of Salt and the Arts", "ORG", ["Council of Salt and the Arts"]),
        ("Orlin Tigers play Zorvat State", "ORG", ["Orlin Tigers", "Zorvat State"]),
    ],
)
def test_two_of_one_kind(annotated: Annotated, name: str, label: str, expected: list[str]) -> None:
    assert divided(annotated(f"Both the {name} on Friday."), (name, label)) == [(text, label) for text in expected]
