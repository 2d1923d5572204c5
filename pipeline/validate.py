"""The audit of a published version: the same rules as before publication, over all its files."""

from newsbeam import Version
from pipeline.audit import AuditResult, audit
from schemas import DATASETS


def validate_version(version: Version) -> AuditResult:
    """Audit all files of ``version`` against the contract and the rows that its manifest counts."""
    files = {name: version.paths(name) for name in DATASETS}
    expected = {name: sum(file["rows"] for file in version.files if file["dataset"] == name) for name in DATASETS}
    return audit(files, expected_rows=expected)
