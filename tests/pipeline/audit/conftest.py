import pytest

from pipeline.audit import expectations
from pipeline.audit.expectations import Auditor


@pytest.fixture(scope="module")
def auditor():
    return Auditor()


@pytest.fixture
def without_expectations(monkeypatch):
    """Only Arrow and SQL look: Great Expectations takes a tenth of a second a dataset."""
    monkeypatch.setattr(expectations, "rules", lambda *given: [])
