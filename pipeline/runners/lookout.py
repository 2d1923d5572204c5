"""What a run sees of workers on other machines: the listings of chunks that are done, and the marks of those at work, in the lake's staging.

That works with every runner, also with those that report no metrics or only in the end; and it says at which article each worker is.
"""

import contextlib
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping

from pipeline.errors import WorkerError
from pipeline.lakes import Lake
from pipeline.options import RunOptions
from pipeline.runners.keeper import REFUSED
from transforms.custody import CANCELLED

_DONE = re.compile(r"staged-([0-9]+)\.jsonl")
_MARK = re.compile(r"([0-9]+)-([0-9]+)")


class Lookout:
    """Looks at the work of a run in ``folder`` of ``lake``, whose chunks have these ``sizes``.

    ``on_article`` hears how many more articles are done. ``clock`` tells the seconds. ``done`` is how many chunks are done, ``begun`` whether there
    has been a sign of work since the job began.
    """

    def __init__(
        self,
        lake: Lake,
        folder: str,
        sizes: Mapping[int, int],
        options: RunOptions,
        on_article: Callable[[int], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._lake, self._folder, self._sizes, self._options = lake, folder, sizes, options
        self._on_article = on_article
        self._clock = clock
        self._told = 0
        self.done = 0
        self.begin()

    def begin(self) -> None:
        """Take that a job is to begin: whatever changes from now on is a sign of it."""
        self.begun = False
        self._seen = self._signs()
        self.sent()

    def sent(self) -> None:
        """Take that the job has been sent: until there is a sign of it ``--start_timeout`` counts, then ``--stall_timeout``."""
        self._last_sign = self._clock()

    def look(self) -> None:
        """See how far the work is, and tell.

        Raises:
            WorkerError: a worker is not fit for the run, or there has been no sign of work for too long.
        """
        self.see()
        patience = self._options.stall_timeout if self.begun else self._options.start_timeout
        if self._clock() - self._last_sign > patience:
            raise WorkerError(self._silence(patience))

    def see(self) -> None:
        """See how far the work is, and tell; silence is no matter, for the job may have ended.

        Raises:
            WorkerError: a worker is not fit for the run.
        """
        done, at = signs = self._signs()
        self._tell(sum(self._sizes.get(number, 0) for number in done) + sum(at[number] for number in at.keys() - done))
        self.done = len(done)
        if signs != self._seen:
            self.begun, self._seen, self._last_sign = True, signs, self._clock()

    def _signs(self) -> tuple[set[int], dict[int, int]]:
        """Return the numbers of the chunks that are done, and at which article each chunk is that has a mark; raises what an unfit worker says."""
        done = {int(found[1]) for name in self._names("work") if (found := _DONE.fullmatch(name))}
        marks = self._names("marks")
        self._refuse(marks)
        return done, {int(found[1]): int(found[2]) for name in marks if (found := _MARK.fullmatch(name))}

    @contextlib.contextmanager
    def cancelling(self) -> Iterator[None]:
        """Do the body; where it raises, workers that the runner cannot stop are told to begin no other article."""
        try:
            yield
        except BaseException:
            with contextlib.suppress(OSError):  # what is being raised says more
                self._lake.write(f"{self._folder}/marks/{CANCELLED}", b"")
            raise

    def finish(self) -> None:
        """Tell that all is done."""
        self._tell(sum(self._sizes.values()))

    def _refuse(self, marks: Iterable[str]) -> None:
        for name in marks:
            if name.startswith(f"{REFUSED}-"):
                raise WorkerError(self._lake.read(f"{self._folder}/marks/{name}").decode(errors="replace"))

    def _silence(self, patience: float) -> str:
        if self.begun:
            return f"no worker of the job has begun or done an article for {patience:g} s (--stall_timeout); the job is cancelled"
        return (
            f"no worker of the job has begun an article in {patience:g} s (--start_timeout); the job is cancelled. Do workers reach the lake and the "
            f"job's endpoints, and does the Python they are started with import newsbeam? Their own log says"
        )

    def _names(self, folder: str) -> list[str]:
        return [name.rpartition("/")[2] for name in self._lake.names(f"{self._folder}/{folder}")]

    def _tell(self, done: int) -> None:
        if done != self._told:
            self._on_article(done - self._told)
            self._told = done
