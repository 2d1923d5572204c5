"""Languages: foreign articles go, and whatever may be English stays."""

import os
import pathlib
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from py3langid.langid import MODEL_FILE, LanguageIdentifier, visit_counts

from tests.steps import steps
from transforms.text.page import language
from transforms.text.page.language import SAMPLE, Language, identify, is_surely_not_english

PLAIN = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
ENGLISH = (
    "The ferry company said on Tuesday that its two oldest ships would stay in port until the autumn, after inspectors found cracks in "
    "their car ramps. Passengers with tickets will be offered seats on buses, which take about three hours longer."
)
FOREIGN = {
    "fr": "La compagnie de ferries a annoncé mardi que ses deux plus vieux navires resteraient à quai jusqu’à l’automne, après la découverte "
    "de fissures dans les rampes. Les passagers pourront prendre un autocar, ce qui rallonge le trajet de trois heures environ.",
    "de": "Die Reederei teilte am Dienstag mit, dass ihre beiden ältesten Schiffe bis zum Herbst im Hafen bleiben, nachdem Prüfer Risse in "
    "den Laderampen gefunden hatten. Fahrgäste können mit dem Bus reisen, was etwa drei Stunden länger dauert.",
    "es": "La naviera anunció el martes que sus dos barcos más antiguos permanecerán en el puerto hasta el otoño, después de que los "
    "inspectores hallaran grietas en las rampas. Los pasajeros podrán viajar en autobús, que tarda unas tres horas más.",
    "uk": "Поромна компанія повідомила у вівторок, що два її найстаріші судна залишаться в порту до осені, бо перевірка виявила тріщини "
    "на рампах. Пасажирам запропонують місця в автобусах, які їдуть приблизно на три години довше.",
    "it": "La compagnia di traghetti ha annunciato martedì che le sue due navi più vecchie resteranno in porto fino all’autunno, dopo che gli "
    "ispettori hanno trovato delle crepe nelle rampe. I passeggeri potranno viaggiare in autobus, impiegando circa tre ore in più.",
    "pl": "Spółka promowa poinformowała we wtorek, że jej dwa najstarsze statki pozostaną w porcie do jesieni, ponieważ kontrola wykryła "
    "pęknięcia w rampach. Pasażerowie pojadą autobusami, co potrwa około trzech godzin dłużej.",
    "pt": "A companhia de barcos anunciou na terça-feira que os seus dois navios mais antigos ficarão no porto até ao outono, depois de os "
    "inspetores terem encontrado fissuras nas rampas. Os passageiros poderão viajar de autocarro, o que demora mais três horas.",
    "nl": "De veerdienst maakte dinsdag bekend dat de twee oudste schepen tot de herfst in de haven blijven, omdat bij een keuring scheuren "
    "in de laadkleppen zijn gevonden. Reizigers kunnen met de bus, die er ongeveer drie uur langer over doet.",
    "ar": "أعلنت شركة العبارات يوم الثلاثاء أن أقدم سفينتين لديها ستبقيان في الميناء حتى الخريف بعد أن عثر المفتشون على شقوق في المنحدرات. "
    "وسيتمكن الركاب من السفر بالحافلات التي تستغرق نحو ثلاث ساعات إضافية.",
    "ja": "フェリー会社は火曜日、検査で車両用ランプに亀裂が見つかったため、最も古い二隻を秋まで港に留めると発表した。"
    "乗客にはバスの座席が用意されるが、所要時間はおよそ三時間長くなるという。",
}


@pytest.mark.parametrize(("code", "text"), FOREIGN.items(), ids=FOREIGN)
def test_foreign_articles_go(code, text):
    page = f" date 2024-01-24 {text}"
    language = identify(page)
    assert language.code == code
    assert 0.5 < language.confidence <= 1
    assert is_surely_not_english(page)
    assert is_surely_not_english(page * 20)
    assert is_surely_not_english(page, language)


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        ENGLISH.upper(),
        ENGLISH * 200,
        "",
        "   \n",
        "1 2 3 4 5 6 7 8 9 10 " * 100,
        "(" * 50_000,
        "Le port est fermé.",  # too short to be sure
        "Anouk Delvaux 6-3, Ilse Brandstätter 4-6, Þóra Jónsdóttir 7-5, Mikołaj Wójcik 6-2, Jürgen Kühn 3-6, Çelik Öztürk 6-4\n" * 20,
        "Olympique Verdun 2 Racing Sedan 1\nFortuna Wesel 0 Eintracht Kleve 0\nReal Zamora 3 Atlético Soria 3\n" * 20,
        ENGLISH + " " + FOREIGN["fr"],  # mixed pages stay
        (FOREIGN["de"] + " ") * 10 + ENGLISH * 6 + (FOREIGN["de"] + " ") * 10,
        "“" + FOREIGN["ja"] + "” is what the sign said. " + ENGLISH,
        "paris, france, " * 60,
        "a b c d e f g h i j k l m n o p q r s t u v w x y z " * 8,
        "x" * 400,
        "PARIS (WIRE) - POLICE SAID 4 HELD. MORE TO COME. " * 10,
    ],
    ids=lambda text: text[:12] or "empty",
)
def test_in_doubt_it_stays(text):
    assert not is_surely_not_english(text)
    assert not is_surely_not_english(text, identify(text))


def test_capitals_are_read_in_lower_case():
    assert identify(ENGLISH.upper()) == identify(ENGLISH.lower())
    assert identify(ENGLISH).code == "en"
    assert identify(ENGLISH.upper()).confidence > 0.9


def test_english_function_words_keep_a_page_that_was_misidentified():
    assert not is_surely_not_english(ENGLISH * 3, Language("nl", 1.0))


def test_a_language_that_is_not_likelier_than_all_others_together_refuses_nothing():
    assert is_surely_not_english(FOREIGN["fr"], Language("fr", 0.5))
    assert not is_surely_not_english(FOREIGN["fr"], Language("fr", 0.499))
    assert not is_surely_not_english(FOREIGN["fr"], Language("zxx", 1.0))


def test_the_reference_states_the_confidence():
    reference = (SEEDS.parent / "docs" / "datasets.md").read_text(encoding="utf-8")
    assert f"a confidence of at least {language.MIN_CONFIDENCE}, " in reference


def test_only_the_middle_is_looked_at():
    text = FOREIGN["fr"] * 100 + ENGLISH * 100 + FOREIGN["fr"] * 100
    assert len(ENGLISH) * 100 > SAMPLE
    assert identify(text).code == "en"


def test_no_letters_is_no_language_to_be_sure_of():
    code, confidence = identify("12.5 % (3)")
    assert 2 <= len(code) <= 3
    assert 0 <= confidence < 0.5


@given(st.text())
def test_any_text_has_a_language_and_a_probability(text):
    language = identify(text)
    assert language == identify(text)
    assert 2 <= len(language.code) <= 3
    assert 0 <= language.confidence <= 1
    is_surely_not_english(text)


def test_a_huge_text_costs_no_more_than_its_sample(monkeypatch):
    seen = []
    identifier = language.load()

    class Counted:
        def classify(self, text):
            seen.append(len(text))
            return identifier.classify(text)

        def rank(self, text):
            seen.append(len(text))
            return identifier.rank(text)

    monkeypatch.setattr(language, "load", Counted)
    huge, large = FOREIGN["es"] * 40_000, FOREIGN["es"] * 400
    assert is_surely_not_english(huge)
    assert seen[0] == SAMPLE  # the language of the sample, then how English its pieces are
    assert sum(seen[1:]) == SAMPLE
    assert steps(lambda: is_surely_not_english(huge)) <= 1.1 * steps(lambda: is_surely_not_english(large))


SEEDS = pathlib.Path(__file__).parents[4] / "seeds"


def test_the_seed_stories_stay():
    stories = sorted(SEEDS.glob("0*.txt"))
    assert len(stories) > 10
    assert [path.name for path in stories if is_surely_not_english(path.read_text(encoding="utf-8"))] == []


def test_annotated_english_news_stays():
    """All raw articles of the annotated corpora, upper-case wire text among them; they are not part of the project."""
    gold = os.environ.get("NEWSBEAM_GOLD")
    if gold is None:
        pytest.skip("NEWSBEAM_GOLD names no folder of annotated corpora (TASK/raw/*.txt)")
    paths = sorted(pathlib.Path(gold).glob("*/raw/*.txt"))
    assert paths
    texts = {path.name: path.read_bytes().decode() for path in paths}
    assert [name for name, text in texts.items() if identify(text).code != "en" or is_surely_not_english(text)] == []
    assert [name for name, text in texts.items() if is_surely_not_english(text, Language("xx", 1.0))] == []  # even if it was misidentified


def met(text):
    """The features that the plain identifier meets in a text, with their counts, in order."""
    counts = visit_counts(PLAIN.tk_nextmove, PLAIN._rowbase, PLAIN.tk_output, PLAIN._encode(text))
    return list((counts or {}).items())


@given(
    st.lists(st.one_of(st.sampled_from([ENGLISH, *FOREIGN.values(), "  ", "\n", "中文 字", "x" * 40]), st.text(max_size=30)), max_size=6)
)
def test_side_by_side_is_letter_by_letter(parts):
    text = " ".join(parts)
    identifier = language.load()
    assert list(Counter(identifier.features(PLAIN._encode(text)).tolist()).items()) == met(text)
    assert identifier.rank(text) == PLAIN.rank(text)


@pytest.mark.parametrize("kept", [1, 300])
def test_weights_that_are_kept_change_nothing(monkeypatch, kept):
    """With room for fewer features than a text has, and for those of one text or two."""
    monkeypatch.setattr(language, "_KEPT_FEATURES", kept)
    for text in (ENGLISH, *FOREIGN.values(), ENGLISH):
        assert language.load().rank(text) == PLAIN.rank(text)


def test_a_text_in_capitals_is_read_in_lower_case():
    assert [language._lowered(text) for text in ("ÀÉÎ a", "ÀÉÎ abc", "ÀÉÎ abcdefghi", "ABC äöü", "ABC äö", "\ud800 AB a")] == [
        "àéî a", "ÀÉÎ abc", "ÀÉÎ abcdefghi", "ABC äöü", "abc äö", "\ud800 ab a",
    ]  # fmt: skip
