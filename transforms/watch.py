"""What the steps share: how their work is told and timed, and what becomes of an exception over one article.

An exception in a step's own function costs the article, not the run: the article becomes a reject with the reason ``extractor_failed``, which
names the step, the family, the type and a digest of the traceback. The traceback itself is a file beside the run's records, with places in the
code alone: messages of exceptions may quote the article.
"""

import contextlib
import dataclasses
import hashlib
import json
import os
import traceback
from collections.abc import Callable, Iterator
from typing import Any, Generic, Literal, NamedTuple, Optional, Protocol, TypeVar, Union

from apache_beam import DoFn, ParDo
from apache_beam.pvalue import PCollection, TaggedOutput
from apache_beam.typehints.decorators import no_annotations

from schemas.rows import FAILED
from transforms import custody
from transforms.metrics import ARTICLES, REJECTS, count, timed
from transforms.storage import is_storage_failure, root_cause, write_bytes
from transforms.text.rejected import RejectedInput
from transforms.values import Rejection

T = TypeVar("T")
Expand = TypeVar("Expand", bound=Callable[..., Any])

REJECTED: Literal["rejects"] = "rejects"
"""Tag of the second output of every step that rejects."""

Rejected = TaggedOutput[Literal["rejects"], Rejection]
"""An element of that output."""

FRAMES = 20
"""Frames of a traceback that are digested and shown: the outermost, since how deep a recursion gets depends on where it began."""


class Outputs(NamedTuple, Generic[T]):
    """The two outputs of a step that rejects."""

    articles: "PCollection[T]"
    rejects: "PCollection[Rejection]"


def several_outputs(expand: Expand) -> Expand:
    """Return the method ``expand`` as it is; Beam takes hints of one input and one output only, and knows these by the DoFn."""
    unread: Expand = no_annotations(expand)
    return unread


def split(articles: "PCollection[Any]", step: DoFn, kind: type[T]) -> "Outputs[T]":
    """Return the outputs of ``step``, whose main one has elements of ``kind``."""
    outputs = articles | ParDo(step).with_output_types(kind, **{REJECTED: Rejection}).with_outputs(REJECTED, main="articles")
    return Outputs(outputs.articles, outputs[REJECTED])


class Origin(Protocol):
    """What a reject says of the input it stands for: raw articles and rows of ``articles`` say it."""

    @property
    def source_uri(self) -> str:
        """Return the input's name."""

    @property
    def source_bytes(self) -> Optional[int]:
        """Return its size, where it was read."""

    @property
    def article_id(self) -> str:
        """Return the identifier of its content."""


class Of(NamedTuple):
    """The origin of a reject where there is no article yet that says it."""

    source_uri: str
    article_id: str
    source_bytes: Optional[int] = None


@dataclasses.dataclass(frozen=True)
class Watch:
    """How the steps of a run are watched; it travels with them.

    ``tracebacks`` is the address of the folder for the tracebacks of failures; without one a failure is raised, and ends the run. ``descriptor`` is
    the open file of this process to which progress is told, as a JSON object a line; without one nobody listens.
    """

    tracebacks: Optional[str] = None
    descriptor: Optional[int] = None

    def tell(self, event: str, **facts: Any) -> None:
        """Say that ``event`` happens, to whoever listens."""
        if self.descriptor is not None:
            say(self.descriptor, event=event, **facts)

    def step(self, name: str) -> "Step":
        """Return the step ``name``, a stage of ``rejects.stage``, for the DoFn that does it."""
        return Step(self, name)


def say(descriptor: int, **message: Any) -> None:
    """Write ``message`` as one JSON line to an open file."""
    line = json.dumps(message).encode() + b"\n"
    while line:
        line = line[os.write(descriptor, line) :]


class Step:
    """One step at work: every article's pass through it is told, timed and counted."""

    def __init__(self, watch: Watch, name: str) -> None:
        self._watch = watch
        self._name = name
        self._family = ""
        self._kept: set[str] = set()

    def begin(self, family: str = "") -> None:
        """Tell that the step, or a ``family`` in it, begins: where the process dies now, it died there."""
        self._family = family
        self._watch.tell("step", step=self._name, family=family)

    @contextlib.contextmanager
    def family(self, name: str) -> Iterator[None]:
        """Do the body as the part ``name`` of the step."""
        self.begin(name)
        with timed(f"{self._name}.{name}"):
            yield
        self._family = ""

    def attempt(self, origin: Origin, work: Callable[[], T]) -> Iterator[Union[T, Rejected]]:
        """Yield what ``work`` returns, or the reject of ``origin`` where it raises.

        What says nothing of the article is raised: that storage fails, and that memory is short. An article that is too large for the memory
        ends its process, here as anywhere, and is tried again alone.
        """
        self.begin()
        try:
            with timed(self._name):
                result = work()
        except RejectedInput as rejected:
            outcome: Union[T, Rejected] = self.reject(origin, rejected.reason, rejected.detail)
        except Exception as error:
            cause = root_cause(error)
            if self._watch.tracebacks is None or isinstance(cause, MemoryError) or is_storage_failure(cause):
                raise
            outcome = self.reject(origin, FAILED, self._failure(error, self._watch.tracebacks))
        else:
            count(ARTICLES, self._name)
            outcome = result
        yield outcome

    def reject(self, origin: Origin, reason: str, detail: str, row_json: Optional[str] = None) -> Rejected:
        """Return a reject of ``origin``, or of one of its rows, as an element of the step's second output, counted."""
        count(REJECTS, reason)
        rejection = Rejection(origin.source_uri, self._name, reason, detail, origin.source_bytes, origin.article_id, row_json)
        if chunk := custody.at_work():
            chunk.rejects.append(rejection)
        return TaggedOutput(REJECTED, rejection)

    def _failure(self, error: Exception, folder: str) -> str:
        """Keep the traceback of ``error`` in ``folder``, once; returns what the reject says of it."""
        told = places_in_code(error)
        digest = hashlib.sha256(told.encode()).hexdigest()[:16]
        if digest not in self._kept:
            write_bytes(f"{folder}/{digest}.txt", told.encode())
            self._kept.add(digest)
        family = f"{self._family}: " if self._family else ""
        return f"{family}{type(error).__name__}, traceback {digest}"


def places_in_code(error: BaseException) -> str:
    """Return the traceback of ``error`` without its message and without paths: types, modules, lines and functions, outermost first.

    It is the same for the same bug wherever it runs. The frame that caught the exception is left out.

    >>> def half(number): return number / 0
    >>> try:
    ...     half(1)
    ... except ZeroDivisionError as error:
    ...     print(places_in_code(error))
    ZeroDivisionError
      transforms.watch:1 in half
    <BLANKLINE>
    """
    lines = []
    chain: Optional[BaseException] = error
    while chain is not None:
        frames = list(traceback.walk_tb(chain.__traceback__))[1 if chain is error else 0 :]
        lines.append(type(chain).__name__)
        lines += [f"  {frame.f_globals.get('__name__')}:{line} in {frame.f_code.co_qualname}" for frame, line in frames[:FRAMES]]
        chain = chain.__cause__ or chain.__context__
    return "\n".join(lines) + "\n"
