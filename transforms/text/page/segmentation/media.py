"""Video and audio blurbs: how they begin, and their teaser, title, duration and description."""

import dataclasses
import re

_MAY_OPEN = re.compile(r"\W{0,2}[wlvapcd]", re.IGNORECASE)
"""The first letter of every cue with which a blurb begins."""
_LABELLED = re.compile(
    r"^\W{0,2}(?P<what>WATCH(?: LIVE| NOW| MORE)?|LISTEN(?: LIVE| NOW)?|VIDEO|AUDIO|Watch|Listen|Video|Audio|WATCH VIDEO"
    r"|Watch live|PODCAST)\s?(?P<bar>[|lI¦│·:>»–—▶-]|\bl\b)\s?(?=\S)"
)
_CLICK = re.compile(r"^Click to play (?P<what>video|audio):?\s*(?P<title>[‘'\"“].+[’'\"”]|.+)$", re.IGNORECASE)
_DURATION_WORDS = re.compile(
    r"\b(?:Video |Audio )?Duration:?\s*(?:(?P<h>\d{1,2}) hours?,? )?(?:(?P<m>\d{1,3}) minutes?)?,?\s*(?:(?P<s>\d{1,2}) seconds?)?",
    re.IGNORECASE,
)
_DURATION = re.compile(r"\b(?:Video |Audio )?Duration:?\s*(?P<time>\d{1,3}:\d\d(?::\d\d)?)\b", re.IGNORECASE)
_CLOCK = re.compile(r"^\W{0,2}(?P<time>\d{1,3}:\d\d(?::\d\d)?)\W{0,2}$")
_CLOCK_END = re.compile(r"(?:^|\s|·|\||\()(?P<time>\d{1,3}:\d\d(?::\d\d)?)\)?$")
_LISTEN = re.compile(r"^(?:LISTEN|Listen|WATCH|Watch|AUDIO|Play)\s*[·|:(-]?\s*(?P<time>\d{1,3}:\d\d(?::\d\d)?)\b")
_AGE = re.compile(r"^\d{1,2} (?:minutes?|hours?|days?|months?|years?) ago$", re.IGNORECASE)
_ON_SHOW = re.compile(
    r"\b(?:discuss(?:es)?|joins?|react(?:s|ed)?|weighs? in|breaks? down|reports?|explains?|speaks?|tells?|talks?|has (?:more"
    r"|the (?:details|story|latest))|shares?|provides?)\b"
    r"[^.]{0,160}(?:\bon [‘'\"“]|\bto [‘'\"“]).{2,50}[.’'\"”]+$"
)
_SHOW_ENDS = tuple(".’'\"”")
_SHOW_QUOTES = tuple(f"{word} {quote}" for word in ("on", "to") for quote in "‘'\"“")
"""Such an end and one of these are part of every description of a show."""
_LONGEST_END = 30
_VIDEO_END = re.compile(r"\s[–—-]\s(?:video|audio|podcast)(?: (?:report|explainer))?$", re.IGNORECASE)


@dataclasses.dataclass(frozen=True, slots=True)
class Blurb:
    """The parts of a blurb as written; seconds where a duration is given."""

    kind: str
    teaser: str | None = None
    title: str | None = None
    seconds: int | None = None
    description: str | None = None


def seconds(written: str) -> int:
    """Return the seconds of a running time.

    >>> seconds("12:12"), seconds("1:00:05")
    (732, 3605)
    """
    total = 0
    for part in written.split(":"):
        total = total * 60 + int(part)
    return total


def opening(text: str) -> str | None:
    """Return ``video`` or ``audio`` where ``text`` begins a blurb with an explicit cue; None otherwise.

    >>> opening("WATCH l A: B Duration 12:12 C"), opening("LISTEN · 3:52"), opening("Click to play video: 'Flood'"), opening("Watch out!")
    ('video', 'audio', 'video', None)
    """
    if _MAY_OPEN.match(text) is None:
        return None
    found = _LABELLED.match(text[:60])
    if found:
        what, bar = found.group("what"), found.group("bar")
        if bar in "-–—:" and not what.isupper() and bar != ":":
            return None
        if bar in "lI" and not (text[found.start("bar") - 1].isspace() and text[found.end("bar") : found.end("bar") + 1].isspace()):
            return None
        return "audio" if what.lower().startswith(("listen", "audio", "podcast")) else "video"
    found = _CLICK.match(text[:400])
    if found:
        return "audio" if found.group("what").lower() == "audio" else "video"
    if _LISTEN.match(text[:60]):
        return "audio" if text[:1] in "LlAaP" else "video"
    found = _DURATION.match(text[:80]) or _DURATION_WORDS.match(text[:80])
    if found and any(found.groups()):
        return "audio" if text[:5].lower() == "audio" else "video"
    return None


def starts_with_duration(text: str) -> bool:
    """Return whether ``text`` begins with a running time in words ("Duration 1:36"), whose title then stands above it."""
    return _DURATION.match(text) is not None or (text[:9].lower().endswith("duration") and opening(text) is not None)


def duration(text: str) -> tuple[int, int, int] | None:
    """Return start, end and seconds of the running time that ``text`` gives with the word "Duration"; None without.

    >>> duration("Video Duration 02 minutes 05 seconds")
    (0, 36, 125)
    """
    found = _DURATION.search(text)
    if found:
        return found.start(), found.end(), seconds(found.group("time"))
    found = _DURATION_WORDS.search(text)
    if found and (found.group("m") or found.group("s") or found.group("h")):
        total = int(found.group("h") or 0) * 3600 + int(found.group("m") or 0) * 60 + int(found.group("s") or 0)
        return found.start(), found.end(), total
    return None


def is_clock(text: str) -> bool:
    """Return whether ``text`` is a bare running time ("00:52")."""
    return len(text) <= 12 and _CLOCK.match(text) is not None


def is_age(text: str) -> bool:
    """Return whether ``text`` is the age of a video ("17 hours ago")."""
    return len(text) <= 20 and _AGE.match(text) is not None


def describes(text: str) -> bool:
    """Return whether ``text`` describes a broadcast ("… joins 'Morning Show' …"), as the text below a video's title does."""
    if len(text) > 320:
        return False
    may_name_show = text.endswith(_SHOW_ENDS) and any(map(text.__contains__, _SHOW_QUOTES))
    return (may_name_show and _ON_SHOW.search(text) is not None) or _VIDEO_END.search(text[-_LONGEST_END:]) is not None


def parse(kind: str, pieces: list[str]) -> Blurb:
    """Return the parts of a blurb whose lines are ``pieces``.

    In ``WATCH l A: B Duration 12:12 C`` A is the teaser, B the title and C the description. Over several lines the labelled line is the
    teaser, the next the title, what follows the duration (or the title) the description.

    >>> parse("video", ["WATCH l Aid stalls: What comes next Duration 0:35 An expert explains."])
    Blurb(kind='video', teaser='Aid stalls', title='What comes next', seconds=35, description='An expert explains.')
    >>> parse("video", ["Click to play video: 'Flood in town'", "1:54", "Flood in town", "Water rose overnight."])
    Blurb(kind='video', teaser=None, title='Flood in town', seconds=114, description='Water rose overnight.')
    """
    parts = _Parts()
    for at, piece in enumerate(pieces):
        left, labelled = parts.take_opening(piece) if at == 0 else (parts.take_time_to_listen(piece), False)
        click = _CLICK.match(left[:400]) if left == piece else None
        if click:
            parts.title = parts.title or click.group("title").strip("‘'\"“”’ ") or None
        elif not parts.take_duration(left, labelled) and left and not is_age(left):
            parts.take_text(left, labelled)
    return Blurb(kind, parts.teaser or None, parts.title or None, parts.seconds, " ".join(parts.description) or None)


class _Parts:
    """The parts of a blurb as far as its lines have been read."""

    def __init__(self) -> None:
        self.teaser: str | None = None
        self.title: str | None = None
        self.seconds: int | None = None
        self.description: list[str] = []

    def take_time_to_listen(self, line: str) -> str:
        """Take the running time of "LISTEN · 3:52" from a line; return what is left of it."""
        timed = _LISTEN.match(line[:60])
        if timed is None:
            return line
        self.seconds = seconds(timed.group("time"))
        return line[timed.end() :].strip(" |·:-")

    def take_opening(self, line: str) -> tuple[str, bool]:
        """Take the label of the first line; return what is left of it, and whether it had one: then teaser and title follow."""
        left = self.take_time_to_listen(line)
        labelled = _LABELLED.match(line[:60])
        if labelled is None:
            return left, False
        return (left if left != line else line[labelled.end() :].strip()), True

    def take_duration(self, line: str, labelled: bool) -> bool:
        """Take the running time that a line gives with the word "Duration", and what stands around it, or that is all of it."""
        running = duration(line)
        if running is None:
            clock = _CLOCK.match(line) if is_clock(line) else None
            if clock is not None and self.seconds is None:
                self.seconds = seconds(clock.group("time"))
            return clock is not None
        begin, end, self.seconds = running
        before, after = line[:begin].strip(" |·-"), line[end:].strip()
        head, mark, tail = before.partition(": ")
        if labelled and mark:
            self.teaser, self.title = head.strip(), tail.strip()
        elif before and self.title is None:
            self.title = before
        elif before:
            self.description.append(before)
        if after:
            self.description.append(after)
        return True

    def take_text(self, line: str, labelled: bool) -> None:
        """Take a line of text, with the running time at its end."""
        ended = _CLOCK_END.search(line)
        if ended and self.seconds is None and len(line) < 160:
            self.seconds = seconds(ended.group("time"))
            line = line[: ended.start()].strip(" |·-(")
        head, mark, tail = line.partition(": ")
        if labelled and mark and tail:
            self.teaser, self.title = head.strip(), tail.strip()
        elif labelled and line.endswith(":"):
            self.teaser = line[:-1].strip()
        elif labelled:
            self.title = line
        elif self.title is None and len(line) <= 160:
            self.title = line or None
        elif line and line != self.title:
            self.description.append(line)
