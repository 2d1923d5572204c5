import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.text.lexicon import gazetteer
from transforms.text.lexicon.gazetteer import Gazetteer


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Paris", "paris"),
        ("São Paulo", "sao paulo"),
        ("Łódź", "lodz"),
        ("Tromsø", "tromso"),
        ("Saint-Jérôme", "st jerome"),
        ("St. John’s", "st johns"),
        ("Ft. Worth", "fort worth"),
        ("Mt. Etna", "mount etna"),
        ("Bosnia & Herzegovina", "bosnia and herzegovina"),
        ("  New   York ", "new york"),
        ("U.S.", "us"),
        ("...", ""),
        ("", ""),
    ],
)
def test_fold(name: str, key: str) -> None:
    assert gazetteer.fold(name) == key


@given(st.text())
def test_fold_never_raises_and_keeps_no_edges(name: str) -> None:
    key = gazetteer.fold(name)
    assert key == key.strip()
    assert "\t" not in key
    assert "\n" not in key


@pytest.mark.parametrize(
    ("name", "feature", "country", "admin1", "number", "latitude", "longitude"),
    [
        ("Kharkiv", "city", "UA", "07", 706483, 49.98, 36.25),
        ("Ontario", "region", "CA", "08", 6093943, 49.25, -84.5),
        ("Belgorod Oblast", "region", "RU", "09", 578071, 50.75, 37.5),
        ("Queensland", "region", "AU", "04", 2152274, -20.0, 145.0),
        ("Canada", "country", "CA", "", 6251999, 60.1, -113.6),
        ("Western Sahara", "country", "EH", "", 2461445, 24.5, -13.0),
        ("Laurel County", "county", "US", "KY", 4297480, 37.11, -84.12),
        ("Africa", "continent", "", "", 6255146, 7.19, 21.09),
        ("Black Sea", "water", "", "", 0, 43.5, 34.0),
        ("Mount Everest", "mountain", "", "", 0, 27.99, 86.93),
        ("Sicily", "region", "IT", "15", 2523119, 37.75, 14.25),
        ("Oxfordshire", "region", "GB", "", 11609045, 51.77, -1.32),
    ],
)
def test_places_of_every_kind(name: str, feature: str, country: str, admin1: str, number: int, latitude: float, longitude: float) -> None:
    found = [s for s in gazetteer.load().find(gazetteer.fold(name)) if s.feature == feature and s.country == country]
    assert [(s.geonames_id, s.admin1) for s in found[:1]] == [(number, admin1)]
    assert found[0].latitude == pytest.approx(latitude, abs=0.1)
    assert found[0].longitude == pytest.approx(longitude, abs=0.1)


def test_main_names_come_before_alternate_ones_and_the_populous_first() -> None:
    cities = [s for s in gazetteer.load().find("paris") if s.feature == "city"]
    assert [(s.country, s.admin1) for s in cities[:2]] == [("FR", "11"), ("US", "TX")]
    exact = [s.exact for s in gazetteer.load().find("kharkov")]
    assert exact == [False]


def test_unknown_names_have_no_place() -> None:
    assert gazetteer.load().find("qwertyville") == ()
    assert gazetteer.load().find("") == ()
    assert not gazetteer.load().knows("paris\t1")
    assert not gazetteer.load().knows("parisx")
    assert gazetteer.load().knows("paris")


def test_every_country_has_a_point() -> None:
    countries = gazetteer.load().countries
    assert len(countries) == 250
    assert {"US", "UA", "TW", "XK", "PS", "VA", "AQ", "SX"} <= set(countries)
    assert all(-90 <= s.latitude <= 90 and -180 <= s.longitude <= 180 for s in countries.values())


def test_the_table_is_read_once_a_process_and_complete() -> None:
    assert gazetteer.load() is gazetteer.load()
    assert len(gazetteer.load()) == 258_376


def test_a_small_table() -> None:
    places = b"1\tAlpha\tP\tXX\t01\t1.0000\t2.0000\t500\t12\n0\tBeta Sea\tW\t\t\t3.0000\t4.0000\t\t60\n"
    names = b"alpha\t1\nalpha sea\t-2\nbeta sea\t2\n"
    small = Gazetteer(places, names)
    assert len(small) == 2
    assert small.find("alpha") == ((1, "Alpha", "city", "XX", "01", 1.0, 2.0, 500, 12, True),)
    assert small.find("alpha sea") == ((0, "Beta Sea", "water", "", "", 3.0, 4.0, 0, 60, False),)
    assert small.find("beta sea")[0].exact
    assert small.find("alph") == small.find("zeta") == small.find("alpha s") == ()


def test_the_world_knows_more_names_of_the_better_known_of_two_namesakes() -> None:
    for name, country in (("London", "GB"), ("Geneva", "CH"), ("Brussels", "BE"), ("Athens", "GR"), ("Cairo", "EG")):
        best = max((spot for spot in gazetteer.load().find(gazetteer.fold(name)) if spot.feature == "city"), key=lambda spot: spot.fame)
        assert (name, best.country) == (name, country)


@pytest.mark.parametrize(
    ("here", "there", "expected"),
    [((0.0, 0.0), (0.0, 0.0), 0), ((0.0, 0.0), (0.0, 180.0), 20015), ((51.5085, -0.1257), (48.8534, 2.3488), 344)],
)
def test_kilometres(here: tuple[float, float], there: tuple[float, float], expected: int) -> None:
    assert round(gazetteer.kilometres(*here, *there)) == expected
