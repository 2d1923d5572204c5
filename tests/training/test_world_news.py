"""Scenes of world news: well-known names that mean the place the world knows by them, the same ones each time."""

import pytest

from training import world_news
from transforms.text.places.ranking import standing


@pytest.fixture(scope="module")
def known() -> dict[str, str]:
    return {key: spot.country for key, spot in world_news.well_known().items()}


def test_well_known_names_mean_what_news_means_by_them(known: dict[str, str]) -> None:
    cities = {"london": "GB", "paris": "FR", "rome": "IT", "athens": "GR", "vienna": "AT", "brussels": "BE", "boston": "US", "sydney": "AU"}
    assert {key: known.get(key) for key in cities} == cities
    assert known["jordan"] == "JO"
    assert known["atlantic ocean"] == ""


@pytest.mark.parametrize("key", ["georgia", "newcastle", "springfield", "hamilton", "san jose"])
def test_names_that_may_mean_either_teach_nothing(known: dict[str, str], key: str) -> None:
    assert key not in known


def test_the_same_scenes_each_time_each_with_the_best_known_sense() -> None:
    first, second = (list(world_news.scenes(20)) for _ in range(2))
    assert [(scene.names, golds) for scene, golds in first] == [(scene.names, golds) for scene, golds in second]
    for scene, golds in first:
        assert any(len(name.senses) > 1 for name in scene.names.values())
        for identity, annotations in golds.items():
            best = max(scene.names[identity].senses, key=standing)
            assert {(a["geonames_id"], a["country"]) for a in annotations} == {(best.geonames_id, best.country)}
