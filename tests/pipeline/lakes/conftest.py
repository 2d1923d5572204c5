"""The prepared lake of the faults lies where pytest removes it, however the tests end."""

import pytest

from tests.pipeline.lakes import faults


@pytest.fixture(scope="session", autouse=True)
def home_of_the_prepared_lake(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Make it before the first test that needs it."""
    faults.HOME = faults.HOME or tmp_path_factory.mktemp("prepared")
