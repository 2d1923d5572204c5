"""What a run needs of whatever processes its work."""

import dataclasses
from typing import Protocol

from pipeline.runners.measures import Measures
from transforms.values import Rejection, StagedFile, Work


@dataclasses.dataclass(frozen=True)
class Processed:
    """What became of the work: the files that were staged, what was rejected, inputs that killed their worker too, and what the
    steps measured.
    """

    staged: list[StagedFile]
    rejects: list[Rejection]
    measures: Measures


class Runner(Protocol):
    """Runs the graph over work items; it is made for one run."""

    def process(self, work: Work) -> Processed:
        """Process ``work``.

        Raises:
            StorageError: reading or writing cannot go on.
            WorkerError: the graph raised, or workers died again and again.
        """
        ...
