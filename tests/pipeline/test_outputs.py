"""Files and folders that appear when they are whole."""

from pathlib import Path

import pytest

from pipeline.outputs import unfinished


def test_what_is_made_is_beside_its_place_and_gone_when_it_is_not_taken_there(tmp_path: Path) -> None:
    output = tmp_path / "site"
    (tmp_path / "site.inprogress").mkdir()
    (tmp_path / "site.inprogress" / "of a crash").touch()
    with unfinished(output) as making:
        assert making == tmp_path / "site.inprogress"
        assert not making.exists()
        making.mkdir()
        (making / "page").touch()
    assert list(tmp_path.iterdir()) == []
    with unfinished(output) as making:
        making.touch()
        making.replace(output)
    assert list(tmp_path.iterdir()) == [output]


@pytest.mark.parametrize("inside", ["", "assets/page.css"])
def test_an_error_names_what_was_asked_for(tmp_path: Path, inside: str) -> None:
    output = tmp_path / "none" / "site"
    with pytest.raises(FileNotFoundError) as caught, unfinished(output) as making:
        (making / inside).open("w")
    assert caught.value.filename == str(output / inside)
    other = tmp_path / "none" / "other"
    with pytest.raises(FileNotFoundError) as caught, unfinished(output):
        other.open("w")
    assert caught.value.filename == str(other)


def test_a_folder_in_the_place_of_a_file_is_called_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "rows").mkdir()

    def write() -> None:
        with unfinished(tmp_path / "rows") as making:
            making.touch()
            making.replace(tmp_path / "rows")

    with pytest.raises(IsADirectoryError) as caught:
        write()
    assert caught.value.filename == str(tmp_path / "rows")
    assert [path.name for path in tmp_path.iterdir()] == ["rows"]
