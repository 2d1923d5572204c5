from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas import Entity, Place
from schemas.rows import FEATURES, PLACE_USES, RESOLUTIONS
from tests.conftest import Annotated
from tests.steps import growth
from transforms.text import families, names, places
from transforms.text.lexicon import gazetteer
from transforms.text.places import features, forms, resolution, toponyms
from transforms.text.places.ranking import Name, Scene
from transforms.text.places.resolution import Context, Resolved
from transforms.text.places.support import Support
from transforms.text.places.toponyms import Candidate
from transforms.text.reading import Reading
from transforms.text.reading.layers import Layer, TimeSpan


def read(annotated: Annotated, text: str) -> Reading:
    """``text`` with its names read."""
    reading = annotated(text)
    names.extract(reading)
    return reading


def extract(annotated: Annotated, text: str) -> tuple[list[Place], list[Entity]]:
    found = places.extract(read(annotated, text))
    return found["places"], found["entities"]


def located(annotated: Annotated, text: str) -> dict[str, tuple[str | None, str | None, str | None]]:
    """The places of ``text``: written name to kind, country, region."""
    return {row.text: (row.feature, row.country_code, row.admin1) for row in extract(annotated, text)[0]}


ONTARIO = "Police in London, Ont., said on Monday that a man from Windsor, Ont., was found near Sarnia."
UKRAINE = "KYIV, Ukraine — Drones struck Kharkiv and an oil depot in the Belgorod region of Russia, officials said on Tuesday."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She moved to Paris, Texas, last year.", {"Paris": ("city", "US", "TX"), "Texas": ("region", "US", "TX")}),
        ("She moved from Berlin to Paris last year.", {"Berlin": ("city", "DE", "16"), "Paris": ("city", "FR", "11")}),
        (ONTARIO, {"London": ("city", "CA", "08"), "Windsor": ("city", "CA", "08"), "Sarnia": ("city", "CA", "08")}),
        ("He was born in Lebanon, Ky., in 1950.", {"Lebanon": ("city", "US", "KY"), "Ky.": ("region", "US", "KY")}),
        ("The talks in Beirut and Tripoli shook Lebanon.", {"Lebanon": ("country", "LB", None), "Tripoli": ("city", "LB", "09")}),
        (UKRAINE, {"KYIV": ("city", "UA", "12"), "Kharkiv": ("city", "UA", "07"), "Belgorod": ("region", "RU", "09")}),
        ("The mayor of Belgorod spoke in Russia.", {"Belgorod": ("city", "RU", "09"), "Russia": ("country", "RU", None)}),
        ("A storm hit Victoria, B.C., on Friday.", {"Victoria": ("city", "CA", "02"), "B.C.": ("region", "CA", "02")}),
        ("Voters in Cook County and Chicago went to the polls.", {"Cook County": ("county", "US", "IL")}),
        ("Ships crossed the Black Sea to Odesa, Ukraine.", {"Black Sea": ("water", None, None), "Odesa": ("city", "UA", "17")}),
        ("The U.S. and the UK sent aid to DR Congo.", {"U.S.": ("country", "US", None), "UK": ("country", "GB", None)}),
        ("Floods hit northern Iraq and Mosul.", {"Iraq": ("country", "IQ", None), "Mosul": ("city", "IQ", "15")}),
        ("Troops entered the Gaza Strip and the West Bank.", {"Gaza Strip": ("region", "PS", "GZ"), "West Bank": ("region", "PS", "WE")}),
        ("Fires burned across Africa and in Sicily.", {"Africa": ("continent", None, None), "Sicily": ("region", "IT", "15")}),
    ],
)
def test_names_mean_what_the_phrase_and_the_other_names_say(
    annotated: Annotated, text: str, expected: dict[str, tuple[str | None, str | None, str | None]]
) -> None:
    found = located(annotated, text)
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A bakery in London burned at dawn.", {"London": ("city", "GB", "ENG")}),
        ("Nurses in Athens and cooks in Rome went home.", {"Athens": ("city", "GR", "ESYE31"), "Rome": ("city", "IT", "07")}),
        ("Envoys flew to Brussels on NATO business.", {"Brussels": ("city", "BE", "BRU")}),
        ("Students in Oxford and Cambridge tried the drug.", {"Oxford": ("city", "GB", "ENG"), "Cambridge": ("city", "GB", "ENG")}),
        ("GENEVA (Reuters) - The talks go on.", {"GENEVA": ("city", "CH", "GE")}),
        ("Yachts crossed the Atlantic and the northern Pacific.", {"Atlantic": ("water", None, None), "Pacific": ("water", None, None)}),
        ("Envoys of Togo, Niger, and Benin met.", {"Niger": ("country", "NE", None)}),
        ("Mali, Niger, Chad and Nigeria met.", {"Niger": ("country", "NE", None), "Nigeria": ("country", "NG", None)}),
        ("The army rose in Niger, and Nigeria closed the border with Niger.", {"Niger": ("country", "NE", None)}),
        ("Farmers in Kaduna, Niger and Kogi fled.", {"Niger": ("region", "NG", "31"), "Kogi": ("region", "NG", "41")}),
        ("Kaduna and Niger states were hit, police in Nigeria said.", {"Niger": ("region", "NG", "31")}),
        ("Gunmen came to Minna, Niger, police in Nigeria said.", {"Niger": ("region", "NG", "31")}),
        ("Dozens were hurt in Gaza on Monday.", {"Gaza": ("region", "PS", "GZ")}),
        ("Gaza residents need flour.", {"Gaza": ("region", "PS", "GZ")}),
        ("Rain fell in Gaza City. In Gaza, roads closed.", {"Gaza City": ("city", "PS", "GZ"), "Gaza": ("region", "PS", "GZ")}),
        ("Rain fell in Rafah, Khan Younis and Gaza.", {"Khan Younis": ("city", "PS", "GZ"), "Gaza": ("city", "PS", "GZ")}),
        ("Rain fell in the city of Gaza.", {"Gaza": ("city", "PS", "GZ")}),
        ("Rain fell in Gaza and Maputo in Mozambique.", {"Gaza": ("region", "MZ", "02")}),
        ("Port of Spain, San Fernando and Santa Cruz were flooded.", {"Port of Spain": ("city", "TT", "05")}),
        (
            "Ministers of Côte d’Ivoire met in CÔTE D’IVOIRE.",
            {"Côte d’Ivoire": ("country", "CI", None), "CÔTE D’IVOIRE": ("country", "CI", None)},
        ),
        ("Potters in southern Mexico won.", {"Mexico": ("country", "MX", None)}),
        ("She left Mexico City. Mexico will ask why.", {"Mexico City": ("city", "MX", "09"), "Mexico": ("country", "MX", None)}),
        ("The EU will pay, ministers said.", {"EU": ("region", None, None)}),
        ("Aides met at the White House.", {"White House": ("other", "US", None)}),
        ("Nurses toured Nevada and Iowa.", {"Nevada": ("region", "US", "NV"), "Iowa": ("region", "US", "IA")}),
        ("Georgia's governor flew from Atlanta to Tbilisi.", {"Georgia": ("region", "US", "GA"), "Tbilisi": ("city", "GE", "51")}),
        ("The king of Georgia slept, then rode on.", {"Georgia": ("country", "GE", None)}),
        ("Georgia's ambassador slept.", {"Georgia": ("country", "GE", None)}),
        ("Rafts drift down the Missouri.", {"Missouri": ("water", "US", None)}),
        ("Farms near the Ohio and Mississippi rivers flood.", {"Ohio": ("water", "US", None), "Mississippi": ("water", "US", None)}),
        ("Rafts drift along the Ohio and Missouri.", {"Ohio": ("water", "US", None), "Missouri": ("water", "US", None)}),
        ("Fish swim in the Niger.", {"Niger": ("water", None, None)}),
        ("Rafts drift along the Congo.", {"Congo": ("water", None, None)}),
        ("Nurses work in the Congo.", {"Congo": ("country", "CD", None)}),
        ("The Ohio nurses left.", {"Ohio": ("region", "US", "OH")}),
        ("This is the Missouri of his songs.", {"Missouri": ("region", "US", "MO")}),
        ("Nurses left Missouri and Ohio.", {"Missouri": ("region", "US", "MO"), "Ohio": ("region", "US", "OH")}),
    ],
)
def test_names_mean_what_the_world_knows_by_them_where_nothing_says_otherwise(
    annotated: Annotated, text: str, expected: dict[str, tuple[str | None, str | None, str | None]]
) -> None:
    found = located(annotated, text)
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ships left Broome, W.A., and Orange, N.S.W., for Hamilton, N.Z., in May.",
            {
                "Broome": ("city", "AU", "08"),
                "Orange": ("city", "AU", "02"),
                "Hamilton": ("city", "NZ", "G1"),
                "N.Z.": ("country", "NZ", None),
            },
        ),
        (
            "He was born in Kingston, Jamaica, and died in Kingston, N.Y.",
            {"Kingston": ("city", "US", "NY"), "Jamaica": ("country", "JM", None), "N.Y.": ("region", "US", "NY")},
        ),
        ("She died in Kingston, Jamaica, on Monday.", {"Kingston": ("city", "JM", "17"), "Jamaica": ("country", "JM", None)}),
        ("It was at Main Street and Fifth Avenue.", {"Main Street": (None, None, None), "Fifth Avenue": (None, None, None)}),
        ("They sang in New York, N.Y., at noon.", {"New York": ("city", "US", "NY"), "N.Y.": ("region", "US", "NY")}),
        ("The museum is in Washington, D.C., near a park.", {"Washington, D.C.": ("region", "US", "DC")}),
        ("They left Braunau am Inn at noon. Braunau was quiet.", {"Braunau am Inn": ("city", "AT", "04"), "Braunau": ("city", "AT", "04")}),
        ("A storm hit Paris, Texas. In Paris, cooks from Toronto sang.", {"Paris": ("city", "US", "TX"), "Toronto": ("city", "CA", "08")}),
        (
            "A lorry hit a wall near Croom, Co Limerick, and one in Co. Clare.",
            {"Croom": ("city", "IE", "M"), "Co Limerick": ("county", "IE", None), "Co. Clare": ("county", "IE", "M")},
        ),
        (
            "Rain fell in the provinces of Aurora, Isabela and Ifugao in the Philippines.",
            {"Aurora": ("county", "PH", "03"), "Isabela": ("county", "PH", "02"), "Ifugao": ("county", "PH", "15")},
        ),
        (
            "Rain fell in Abra and Ilocos Sur provinces in the Philippines.",
            {"Ilocos Sur": ("county", "PH", "01"), "Abra": ("county", "PH", "15")},
        ),
        (
            "Alerts were issued for the following counties in Texoma: Archer, Clay, Haskell and Wichita. Texas and Oklahoma were hit.",
            {"Clay": ("county", "US", "TX"), "Haskell": ("county", "US", "TX"), "Wichita": ("county", "US", "TX")},
        ),
        ("Alerts were issued for Comanche, Cotton, and Tillman Counties in Oklahoma.", {"Comanche": ("county", "US", "OK")}),
        ("The farms of Comanche, Cotton and Tillman are in Oklahoma.", {"Comanche": ("city", "US", "OK")}),
        (
            "Ukraine said that drones hit Poltava, Lviv, Ivano-Frankivsk and Vinnytsia oblasts.",
            {"Poltava": ("region", "UA", "18"), "Lviv": ("region", "UA", "15"), "Vinnytsia": ("region", "UA", "23")},
        ),
        ("Fans of San Diego State came from Fresno, Calif.", {"San Diego": ("city", "US", "CA")}),
    ],
)
def test_what_the_article_says_of_a_name_decides(
    annotated: Annotated, text: str, expected: dict[str, tuple[str | None, str | None, str | None]]
) -> None:
    found = located(annotated, text)
    assert {name: found.get(name) for name in expected} == expected
    assert "D.C." not in found


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Norway told NATO that it would pay.", ["Norway"]),
        ("Israel and Hamas agreed on a truce.", ["Israel"]),
        ("They beat their North American neighbours.", ["North American"]),
        ("Shares in TORO and ALBA fell in Oslo.", ["Oslo"]),
        ("Shares in SoFi fell in Oslo.", ["Oslo"]),
        ("They met O.B. Quistam in McAllen, U.S. police said.", ["McAllen", "U.S."]),
        ("One case of Rift Valley fever and of Norwalk virus was seen.", []),
        ("A Labrador named Brin pulled him out, and a Newfoundland barked.", []),
        ("The clinic cost US$3.7 million.", []),
        ("It fell to 71 cents US, from 72 cents U.S., or five dollars Canadian.", []),
        ("For 71 cents US buyers got one.", ["US"]),
        ("He paid ten dollars. US troops left.", ["US"]),
        ("Nurse Ines Salerno sang. Salerno had worked all night.", []),
        ("The New Jersey Devils lost.", ["New Jersey"]),
        ("She fled from East Germany to Denmark.", ["East Germany", "Denmark"]),
        ("She lived in the town of Santa Vorsten, Peru.", ["Santa Vorsten", "Peru"]),
        ("She wrote for Vida en el Valle, La Voix du Nord and Nova.Africa.", []),
        ("Trees fell in Isle du Bois State Park.", ["Isle du Bois State Park"]),
        ("She lived in El Paso, Texas, and in La Paz, Bolivia.", ["El Paso", "Texas", "La Paz", "Bolivia"]),
        ("The driver of the 2014 Sierra was hurt.", []),
        ("He spoke at the 2014 London trial.", ["London"]),
        ("The agency closed the National Highway near Nalgonda.", ["Nalgonda"]),
        ("The agency closed State Highway 12 near Nalgonda.", ["State Highway 12", "Nalgonda"]),
        ("Grain of Rowe & Co Down was sold in Lisbon.", ["Lisbon"]),
    ],
)
def test_what_only_looks_like_a_place_is_none_and_the_whole_name_beats_its_part(annotated: Annotated, text: str, left: list[str]) -> None:
    assert [row.text for row in extract(annotated, text)[0]] == left


@pytest.mark.parametrize("text", ["East Germany fell.", "She lived in the town of Santa Vorsten, Peru."])
def test_states_of_the_past_and_unknown_towns_have_no_point(annotated: Annotated, text: str) -> None:
    first = extract(annotated, text)[0][0]
    assert (first.resolution, first.latitude) == ("not_in_gazetteer", None)


def test_datelines_in_capitals_are_no_acronyms(annotated: Annotated) -> None:
    assert [row.text for row in extract(annotated, "PARIS (AP) — Bakers marched on Monday.")[0]] == ["PARIS"]


@pytest.mark.parametrize(
    ("text", "name", "feature"),
    [
        ("Bakers sang in New York.", "New York", "city"),
        ("New York police slept.", "New York", "city"),
        ("Bakers sang in New York and Berlin.", "New York", "city"),
        ("The heads of state sang in New York.", "New York", "city"),
        ("Bakers sang in New York and Ohio.", "New York", "region"),
        ("Bakers sang in New York, Ohio and Texas.", "New York", "region"),
        ("Bakers sang in Buffalo, New York, too.", "New York", "region"),
        ("Bakers sang in upstate New York.", "New York", "region"),
        ("New York's legislature slept.", "New York", "region"),
        ("The senator from New York slept.", "New York", "region"),
        ("New York bakers sang across the state.", "New York", "region"),
        ("New York has a statewide rule.", "New York", "region"),
        ("She reads The New York Times.", "New York", "region"),
        ("Bakers sang in Sao Paulo.", "Sao Paulo", "city"),
        ("The governor of Sao Paulo slept.", "Sao Paulo", "region"),
    ],
)
def test_a_town_in_which_much_of_its_region_lives_is_meant_unless_the_region_is_said(
    annotated: Annotated, text: str, name: str, feature: str
) -> None:
    assert located(annotated, text)[name][0] == feature


@pytest.mark.parametrize(
    ("text", "name", "use", "country"),
    [
        ("Russian troops left the village.", "Russian", "demonym", "RU"),
        ("Two Ukrainians and a Canadian were hurt.", "Ukrainians", "demonym", "UA"),
        ("Two Ukrainians and a Canadian were hurt.", "Canadian", "demonym", "CA"),
        ("A Texan won the race in Ohio.", "Texan", "demonym", "US"),
        ("Moscow said it would answer the sanctions.", "Moscow", "metonym", "RU"),
        ("Germany announced new sanctions on Thursday.", "Germany", "metonym", "DE"),
        ("They met in Moscow on Thursday.", "Moscow", "location", "RU"),
        ("Washington announced new sanctions against Iran.", "Washington", "metonym", "US"),
        ("Boston beat Chicago in overtime.", "Boston", "in_name", "US"),
        ("Boston beat Chicago in overtime.", "Chicago", "in_name", "US"),
        ("Boston hosted Chicago in the last game of the basketball tournament before the playoffs.", "Chicago", "in_name", "US"),
        ("She studied at the University of Toronto.", "Toronto", "in_name", "CA"),
        ("She was taken to Toronto General Hospital on Monday.", "Toronto", "in_name", "CA"),
        ("He ran in the Boston Marathon on Monday.", "Boston", "in_name", "US"),
        ("The marathon in Boston is on Monday.", "Boston", "location", "US"),
        ("They flew from Lagos on Monday to the Hospital.", "Lagos", "location", "NG"),
        ("The Duke and Duchess of Leeds spoke at the dinner.", "Leeds", "in_name", "GB"),
        ("The Duke of Ravensby spoke of Leeds at the dinner.", "Leeds", "location", "GB"),
        ("The Tulare Irrigation District sued in California.", "Tulare", "in_name", "US"),
        ("Officers of the Croswell and Lapeer Police Departments, in Michigan, came.", "Croswell", "in_name", "US"),
        ("Officers of the Croswell and Lapeer police, in Michigan, came.", "Croswell", "location", "US"),
        ("He was born in Naas, Co. Kildare, in 1950.", "Co. Kildare", "location", "IE"),
        ("She opened the Savelugu and Nanton District Assemblies in Ghana.", "Savelugu", "in_name", "GH"),
        ("The striker may rejoin his former club Wigan.", "Wigan", "in_name", "GB"),
        ("The league match is at third-placed Watford. It was Watford that lost.", "Watford", "in_name", "GB"),
        ("The club Wigan played in the league. Shops in Wigan were shut.", "Wigan", "location", "GB"),
        ("Talks of the rivals Chicago and Boston on a road failed.", "Chicago", "location", "US"),
        ("Norway drew with Chile on Monday.", "Norway", "in_name", "NO"),
        ("Norway drew with Chile on Monday.", "Chile", "in_name", "CL"),
        ("Norway drew up plans with Chile on Monday.", "Norway", "location", "NO"),
        ("Tokyo and Oslo approved the treaty.", "Oslo", "metonym", "NO"),
    ],
)
def test_how_a_name_is_used(annotated: Annotated, text: str, name: str, use: str, country: str) -> None:
    rows = {row.text: row for row in extract(annotated, text)[0]}
    assert (rows[name].place_use, rows[name].country_code) == (use, country)


def test_two_roads_at_a_corner_are_places_though_read_as_one_name(annotated: Annotated) -> None:
    text = "It was at the intersection of Deckerville Road and Goetze Road in Marion Township."
    rows = {row.text: row.place_use for row in extract(annotated, text)[0]}
    assert (rows["Deckerville Road"], rows["Goetze Road"]) == ("location", "location")


@pytest.mark.parametrize(
    ("text", "places_"),
    [
        ("Deputies in Royal Oak, Michigan, took him to Beaumont Hospital.", ["Royal Oak", "Michigan"]),
        ("Deputies in Riverside, California, took him to Beaumont Hospital.", ["Riverside", "California", "Beaumont"]),
    ],
)
def test_a_town_in_the_name_of_a_body_is_none_of_another_region(annotated: Annotated, text: str, places_: list[str]) -> None:
    assert [row.text for row in extract(annotated, text)[0]] == places_


def test_peoples_without_a_country_have_a_row_that_says_so(annotated: Annotated) -> None:
    rows = {row.text: row for row in extract(annotated, "Kurdish fighters held the hill.")[0]}
    kurdish = rows["Kurdish"]
    assert (kurdish.place_use, kurdish.resolution) == ("demonym", "not_in_gazetteer")
    assert (kurdish.name, kurdish.country_code, kurdish.latitude, kurdish.geonames_id) == (None, None, None, None)


@pytest.mark.parametrize(
    "text", ["They found it near the village of Vorstenholt, Ohio.", "It began in Vorstenholt, a town in northern Spain."]
)
def test_names_the_gazetteer_lacks_are_rows_without_a_point(annotated: Annotated, text: str) -> None:
    rows = [row for row in extract(annotated, text)[0] if row.text == "Vorstenholt"]
    assert len(rows) == text.count("Vorstenholt")
    assert {(row.resolution, row.latitude) for row in rows} == {("not_in_gazetteer", None)}


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Houston said he agreed.",
        "Jordan Whitfield told reporters that he would resign.",
        "None of them came, and We Are Here was sung.",
        "It may rain in March or May.",
        "we told us to hope",
        "The Afghan hound ate a Danish pastry behind the Venetian blinds.",
    ],
)
def test_people_and_ordinary_words_are_no_places(annotated: Annotated, text: str) -> None:
    assert extract(annotated, text)[0] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Dominican Republic beat Dominica on Monday.", ["Dominican Republic", "Dominica"]),
        ("Guinea and Equatorial Guinea met Papua New Guinea.", ["Guinea", "Equatorial Guinea", "Papua New Guinea"]),
        ("Guinea borders Guinea-Bissau.", ["Guinea", "Guinea-Bissau"]),
    ],
)
def test_countries_whose_names_hold_one_another_stay_apart(annotated: Annotated, text: str, expected: list[str]) -> None:
    rows = extract(annotated, text)[0]
    assert [(row.text, row.feature) for row in rows] == [(name, "country") for name in expected]


@pytest.mark.parametrize(
    "text",
    [
        "April Lyon spoke in May.", "They met on Easter Monday.", "The minister Jennifer Austin left.",
        "Jennifer Austin left. Nobody in the room had heard from Austin since.",
    ],
)  # fmt: skip
def test_nothing_that_was_read_as_a_time_or_a_person_is_a_place(annotated: Annotated, text: str) -> None:
    reading = annotated(text)
    rows = families.extract(reading)["places"]
    assert rows == []


def test_no_place_stands_on_a_time(annotated: Annotated) -> None:
    reading = read(annotated, "They met in London on Sunday.")
    london = reading.source_text.index("London")
    assert [row.text for row in places.extract(reading)["places"]] == ["London"]
    reading.times = Layer([TimeSpan(london, london + 6, "DATE")])
    assert places.extract(reading)["places"] == []


def test_each_row_says_why_it_is_there(annotated: Annotated) -> None:
    reading = read(annotated, "They met in London, Ont., on Sunday.")
    rows = places.extract(reading)["places"]
    reasons = [reading.reasons["places", row.char_start, row.char_end] for row in rows]
    assert [reason.split(",")[0] for reason in reasons] == ["name", "abbreviation"]


def test_a_row_in_full(annotated: Annotated) -> None:
    article = read(annotated, "The train left Hornepayne, Ont., at noon.\n\nIt reached Winnipeg late.")
    rows = places.extract(article)["places"]
    first = rows[0]
    assert [row.text for row in rows] == ["Hornepayne", "Ont.", "Winnipeg"]
    assert first.char_start == article.source_text.index("Hornepayne")
    assert first.char_end == first.char_start + len("Hornepayne")
    assert (first.name, first.feature, first.geonames_id, first.country_code, first.admin1) == ("Hornepayne", "city", 5977046, "CA", "08")
    assert (first.latitude, first.longitude) == (pytest.approx(49.2145), pytest.approx(-84.7762))
    assert (first.place_use, first.resolution, first.in_body, first.segment_index) == ("location", "resolved", True, 1)
    assert first.population == 1050
    assert first.confidence == 1.0
    assert first.sentence == "The train left Hornepayne, Ont., at noon."
    assert rows[2].segment_index == 2


def test_entities_get_their_place_and_nationalities_their_country(annotated: Annotated) -> None:
    _, found = extract(annotated, "Officials in Ottawa said Canadian troops would stay in Latvia. Ottawa is in Ontario.")
    assert {e.name: (e.geonames_id, e.country_code) for e in found if e.entity_type in ("GPE", "NORP")} == {
        "Ottawa": (6094817, "CA"),
        "Canadian": (None, "CA"),
        "Latvia": (458258, "LV"),
        "Ontario": (6093943, "CA"),
    }


def test_mentions_are_linked(annotated: Annotated) -> None:
    article = annotated("They met in Ottawa.")
    named = names.extract(article)
    rows = places.extract(article)["places"]
    assert [(row.mention_id, row.entity_id) for row in rows] == [(named["mentions"][0].mention_id, named["entities"][0].entity_id)]


def test_one_name_has_one_sense_but_for_a_phrase_that_says_otherwise(annotated: Annotated) -> None:
    text = "Paris is calm, the mayor of Paris said in France. A woman from Paris, Texas, disagreed. Paris was calm again."
    rows = [row for row in extract(annotated, text)[0] if row.text == "Paris"]
    assert [row.country_code for row in rows] == ["FR", "FR", "US", "FR"]


def test_the_same_rows_for_the_same_article(annotated: Annotated) -> None:
    assert extract(annotated, ONTARIO + "\n\n" + UKRAINE) == extract(annotated, ONTARIO + "\n\n" + UKRAINE)


def check(rows: list[Place], source: str) -> None:
    taken: set[int] = set()
    for row in rows:
        assert source[row.char_start : row.char_end] == row.text
        assert row.place_use in PLACE_USES
        assert row.resolution in RESOLUTIONS
        assert row.feature is None or row.feature in FEATURES
        assert (row.resolution == "resolved") == (row.latitude is not None) == (row.name is not None)
        assert not taken & set(range(row.char_start, row.char_end))
        taken |= set(range(row.char_start, row.char_end))
    assert [row.char_start for row in rows] == sorted(row.char_start for row in rows)


PIECES = st.sampled_from(
    ["Paris", "U.S.", "W.Va.", ",", "Ont.", "London", "the", "River Thames", "Highway 12", "County", "-", "’s", "(", "\n\n", "in", "Russians", "“",
     "Orël", "\u00a0", "I-75", "Å", "İstanbul", "ﬁ", "🇨🇦", "of", "New York", "KYIV", "—"]
)  # fmt: skip


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=25), glue=st.sampled_from([" ", "", "\n"]))
def test_any_text_gives_sound_rows(annotated: Annotated, pieces: list[str], glue: str) -> None:
    article = annotated(glue.join(pieces).strip() or "x")
    named = names.extract(article)
    found = places.extract(article)
    check(found["places"], article.source_text)
    assert len(found["entities"]) == len(named["entities"])


def test_many_ambiguous_names_stay_cheap(annotated: Annotated) -> None:
    words = [f"{a} {b}" for a in ("San", "Santa", "New", "North", "Saint") for b in ("Jose", "Ana", "Paris", "Maria", "Martin", "Pedro")]
    some, many = (read(annotated, ", ".join(words * number)) for number in (20, 40))
    assert growth(places.extract, some, many) < 2.5
    check(places.extract(many)["places"], many.source_text)


def candidates(annotated: Annotated, text: str) -> list[Candidate]:
    return toponyms.find(read(annotated, text))


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The car hit a tree on Harbour Street.", "Harbour Street", "road"),
        ("The car left Highway 12 at noon.", "Highway 12", "road"),
        ("The car left State Highway 360 at noon.", "State Highway 360", "road"),
        ("He fished in the Vorsten River.", "Vorsten River", "water"),
        ("He fished in Lake Vorsten.", "Lake Vorsten", "water"),
        ("It was in Vorsten County.", "Vorsten County", "division"),
        ("The Vorsten Mountains rise there.", "Vorsten Mountains", "land"),
        ("She works at Vorsten Hospital.", "Vorsten Hospital", "building"),
        ("The cart left the A 46 closure at noon.", "A 46", "road"),
        ("A 46 road led there.", "A 46", "road"),
        ("A 46 year old woman left.", "A 46", None),
        ("Salem, Ore., is quiet.", "Ore.", "abbreviation"),
        ("RUSSIAN TROOPS LEFT", "Russian", "demonym"),
    ],
)
def test_candidates(annotated: Annotated, text: str, name: str, kind: str | None) -> None:
    assert {c.text: c.kind for c in candidates(annotated, text)}.get(name) == kind


def test_abbreviations_that_are_words_need_a_comma_before_them(annotated: Annotated) -> None:
    assert "Miss." not in {c.text for c in candidates(annotated, "Miss. Harlan called.") if c.kind == "abbreviation"}
    assert "Miss." in {c.text for c in candidates(annotated, "He lives in Tupelo, Miss., now.") if c.kind == "abbreviation"}


def test_abbreviations_that_are_words_stand_alone_in_brackets(annotated: Annotated) -> None:
    assert "OK" not in {c.text for c in candidates(annotated, "Write a book (OK, maybe not) at home.")}
    assert "OK" in {c.text for c in candidates(annotated, "She left Tulsa (OK) at dawn.")}


def test_every_fixed_form_has_a_place() -> None:
    unresolved = {"kurdish lands"}
    for written, form in forms.forms().items():
        candidate = Candidate(0, 0, 1, 0, len(written), form.key, "name" if form.kind == "country" else form.kind, form.country, written)
        assert resolution.senses(candidate) or form.key in unresolved or form.kind == "former", written


def spot(number: int, latitude: float, longitude: float, **more: Any) -> gazetteer.Spot:
    given_values = {
        "name": "Alpha",
        "feature": "city",
        "country": "XX",
        "admin1": "01",
        "population": 1000,
        "fame": 0,
        "exact": True,
    } | more
    return gazetteer.Spot(geonames_id=number, latitude=latitude, longitude=longitude, **given_values)


def test_a_sense_near_the_other_places_beats_a_larger_one_far_away() -> None:
    near, far = spot(1, 10, 10, population=2000), spot(2, -40, 120, population=20_000, country="YY")
    others = {(f"k{i}", "name", "", ""): Name((spot(10 + i, 10 + i / 10, 10, name=f"K{i}"),), mentions=2) for i in range(5)}
    names = {("alpha", "name", "", ""): Name((far, near), first=True), **others}
    far_odds, near_odds = Scene(names).rank()["alpha", "name", "", ""]
    assert near_odds > 0.9 > far_odds


def test_senses_that_are_equally_likely_stay_ambiguous() -> None:
    name = Name(tuple(spot(i, i * 20 - 60, i * 40 - 150, country=f"X{i}") for i in range(6)))
    assert resolution.answer(name, [1 / 6] * 6) == Resolved(None, pytest.approx(1 / 6), known=True)
    assert resolution.answer(name, [0.9, 0.02, 0.02, 0.02, 0.02, 0.02]).spot == name.senses[0]
    assert resolution.answer(name._replace(senses=()), []) == Resolved(None, 0.0, known=False)


def supported(found: dict[str, gazetteer.Spot], elsewhere: frozenset[str] = frozenset(), loose: frozenset[str] = frozenset()) -> list[str]:
    """The names that keep their place, of names each of which means one."""
    keys = {name: (name, "name", "", "") for name in found}
    answers = {keys[name]: Resolved(place, 0.9, known=True) for name, place in found.items()}
    names = {keys[name]: Name((place,)) for name, place in found.items()}
    kept = resolution.supported(answers, names, {keys[name] for name in elsewhere}, {keys[name] for name in loose})
    assert all((answer.spot is None) == answer.doubtful for answer in kept.values())
    return [name for name in found if kept[keys[name]].spot]


def test_a_little_known_place_is_meant_only_where_the_article_speaks_of_that_part_of_the_world() -> None:
    town, large, far = spot(1, 10, 10), spot(2, 10, 10, population=500_000), spot(3, -40, 120, country="YY", population=500_000)
    country, other_region = spot(4, 30, 30, feature="country", admin1=""), spot(5, 30, 30, admin1="02", population=500_000)
    assert supported({"town": town}) == ["town"]
    assert supported({"town": town, "far": far}) == ["far"]
    assert supported({"town": large, "far": far}) == ["town", "far"]
    assert supported({"town": town, "far": far, "country": country}) == ["town", "far", "country"]
    assert supported({"town": town, "other": other_region}) == ["other"]
    assert supported({"town": town, "near": spot(6, 11, 11, admin1="03", country="ZZ", population=500_000)}) == ["town", "near"]
    assert supported({"town": town}, elsewhere=frozenset({"town"})) == []


def test_a_name_that_is_only_a_piece_of_others_needs_a_place_near_it_where_another_region_is_named() -> None:
    town, region = spot(1, 10, 10, population=500_000), spot(2, 40, 40, feature="region", admin1="02")
    loose = frozenset({"town"})
    assert supported({"town": town, "region": region}, loose=loose) == ["region"]
    assert supported({"town": town, "region": region}) == ["town", "region"]
    assert supported({"town": town}, loose=loose) == ["town"]
    assert supported({"town": town, "region": region, "near": spot(3, 11, 11)}, loose=loose) == ["town", "region", "near"]
    assert supported({"town": town, "region": region, "near": spot(3, 11, 11)}, loose=loose | {"near"}) == ["region"]
    assert supported({"town": town._replace(population=2_000_000), "region": region}, loose=loose) == ["town", "region"]
    assert supported({"town": town, "region": region._replace(admin1="01")}, loose=loose) == ["town", "region"]


def test_a_region_called_by_its_direction_needs_another_place_of_its_country() -> None:
    east = spot(1, 10, 10, feature="region", population=3_000_000)
    home, abroad = spot(2, 20, 20, population=500_000), spot(3, 40, 40, population=500_000, country="YY")
    assert supported({"eastern": east, "home": home}) == ["eastern", "home"]
    assert supported({"eastern": east, "abroad": abroad}) == ["abroad"]
    assert supported({"eastern": east, "north-west region": east, "abroad": abroad}) == ["abroad"]
    assert supported({"orlova": east, "abroad": abroad}) == ["orlova", "abroad"]


def test_neighbouring_senses_count_together() -> None:
    name = Name((spot(1, 10, 10), spot(2, 10.1, 10.1, feature="county"), spot(3, 50, 50)))
    assert resolution.answer(name, [0.35, 0.3, 0.35]).confidence == pytest.approx(0.65)


def test_a_name_followed_by_its_region_is_a_name_of_its_own() -> None:
    paris = Candidate(0, 0, 1, 0, 5, "paris", "name", "", "Paris")
    assert resolution.identify(paris, Context(frozenset({"US.TX"}), frozenset())) == ("paris", "name", "", "US.TX")
    assert resolution.identify(paris, Context(frozenset({"JP"}), frozenset())) == ("paris", "name", "", "")


def test_features_name_no_word_of_the_text(annotated: Annotated) -> None:
    article = read(annotated, "Zebrowski met Harlan in Vorstenholt near Kharkiv.")
    found = toponyms.find(article)
    support = Support(article, found)
    listed = [f for c in found for f in features.features(article.passages[c.passage], c, support, frozenset())]
    assert listed
    assert not any(word in feature.lower() for feature in listed for word in ("zebrowski", "harlan", "vorstenholt", "kharkiv"))


def test_a_demonym_in_the_name_of_an_organisation_is_in_its_name(annotated: Annotated) -> None:
    rows = places.extract(read(annotated, "The African Union helped African farmers."))["places"]
    assert [(row.text, row.place_use) for row in rows] == [("African", "in_name"), ("African", "demonym")]
