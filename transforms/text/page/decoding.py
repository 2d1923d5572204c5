"""From the bytes of an input to its text: encodings, byte order marks, what is no text at all.

The text is the bytes read in one encoding and nothing else: no normalisation, no line ending or blank altered, only a leading byte order
mark left out, because every offset of every dataset counts in it. The encodings, in the order tried:

1. a byte order mark says UTF-8, UTF-16 or UTF-32, and then the bytes must be just that;
2. bytes that are valid UTF-8 are UTF-8 (random single-byte text practically never is);
3. UTF-8 with damage (most of its other bytes still form UTF-8 characters) is refused rather than read as mojibake;
4. what is left is one of the single-byte encodings that old pages use. For mostly ASCII text, as English is, the candidate wins whose
   non-ASCII characters sit most plausibly among their neighbours; charset-normalizer alone answers "cp1250" for most windows-1252 English,
   so it is asked only where most letters are not ASCII, and the language identifier has the last word on such a text.

The decision is deterministic and recorded in ``articles.source_encoding``.
"""

import codecs
import itertools
import re
from collections.abc import Sequence
from typing import NamedTuple

import charset_normalizer

from newsbeam.wording import counted
from transforms.text.rejected import RejectedInput

MAX_CONTROL_SHARE = 0.01
"""More control characters than this share of the text make it binary."""

_CONTROLS = tuple(chr(code) for code in range(32) if chr(code) not in "\t\n\r\f\v")
_BOMS = (  # UTF-32 before UTF-16: its little-endian mark begins with UTF-16's
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
)
_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a zip archive"),
    (b"PK\x05\x06", "a zip archive"),
    (b"\x1f\x8b", "gzip data"),
    (b"BZh91AY&SY", "bzip2 data"),
    (b"\xfd7zXZ\x00", "xz data"),
    (b"\x28\xb5\x2f\xfd", "zstd data"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an OLE document"),
    (b"PAR1\x15", "a Parquet file"),
)
_ASCII = bytes(range(128))
_NO_ASCII_LETTER = bytes(byte for byte in range(256) if not (byte < 128 and chr(byte).isalpha()))
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]{1,8}")
_MAX_CONTEXTS = 5_000  # places in a text that decide about its single-byte encoding
_FOREIGN_SAMPLE = 65_536  # bytes that charset-normalizer sees

_WESTERN = "cp1252"
_ALTERNATIVES = ("mac-roman", "cp850", "cp1250")
"""What else mostly ASCII text may be: old Macintosh, DOS, Central European. They must be clearly more plausible than windows-1252."""
_FOREIGN = ("cp1251", "koi8_r", "cp1250", "iso8859_2", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "iso8859_5", "cp866")
"""Candidates for text most of whose letters are not ASCII."""
_FOREIGN_SHARE = 0.25
_FOREIGN_MINIMUM = 40  # non-ASCII letters; fewer say nothing
_CLEARLY = 1.0  # points by which an alternative must be more plausible
_PLAUSIBLE = 0.5  # points that an alternative must exceed
_IMPLAUSIBLE = -1.5  # points below which not even windows-1252 is believed

# How well a character sits between its neighbours in Latin-script prose, in points; found on own sentences in each of the encodings.
_FREQUENT_LETTERS = frozenset("éáíóúñöüäçèêàôëïãåøšžčćłńęąśźż")
_OPENING = frozenset("‘“")
_CLOSING = frozenset("’”")
_DASHES_AND_DOTS = frozenset("–—…•·")
_BEFORE_DIGIT = frozenset("£€¥§")
_AFTER_DIGIT = frozenset("°¢²³½¼¾×")
_MARKS = frozenset("©®™\xa0\xad")
_RARE_MARKS = frozenset("«»„†‡±¿¡")


class Decoded(NamedTuple):
    """The text of an input and the Python name of the encoding it was read with.

    ``utf-8-sig`` is UTF-8 with a byte order mark; ``utf-16-le``, ``utf-16-be`` and the UTF-32 pair always had one.
    """

    text: str
    encoding: str


def decode(content: bytes) -> Decoded:
    r"""Return the text of an input, from its bytes; linear in their number.

    Raises:
        RejectedInput: with the reason ``empty`` (nothing, or nothing but blanks), ``binary`` (begins like a known binary format, or more
            than 1 % of it are control characters) or ``bad_encoding``.

    >>> decode(b"\xef\xbb\xbf date 2024-01-24 Nothing happened.\r\n")
    Decoded(text=' date 2024-01-24 Nothing happened.\r\n', encoding='utf-8-sig')
    >>> decode("The mayor’s café".encode("cp1252"))
    Decoded(text='The mayor’s café', encoding='cp1252')
    >>> decode("Zoë".encode("utf-16"))
    Decoded(text='Zoë', encoding='utf-16-le')
    """
    if not content:
        raise RejectedInput("empty", "no bytes")
    for magic, what in _MAGIC:
        if content.startswith(magic):
            raise RejectedInput("binary", f"begins like {what}")
    decoded = _decode_unicode(content) or _decode_single_byte(content)
    text = decoded.text
    if not text or text.isspace():
        raise RejectedInput("empty", f"nothing but blanks ({counted(len(text), 'character', form='')})")
    controls = sum(map(text.count, _CONTROLS))
    if controls > MAX_CONTROL_SHARE * len(text):
        raise RejectedInput("binary", f"{controls} control characters among {len(text)} characters ({decoded.encoding})")
    return decoded


def _decode_unicode(content: bytes) -> Decoded | None:
    """Return the text of bytes in a Unicode encoding; None where they are in none and may be single-byte text."""
    for bom, name, codec in _BOMS:
        if content.startswith(bom):
            try:
                return Decoded(content[len(bom) :].decode(codec), name)
            except UnicodeDecodeError as error:
                if name.startswith("utf-32"):
                    continue
                where = error.start + len(bom)
                raise RejectedInput(
                    "bad_encoding", f"byte order mark of {codec}, but not {codec} at byte {where}: {error.reason}"
                ) from None
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        high = len(content.translate(None, _ASCII))
        inside = sum(map(len, _MULTIBYTE.findall(content)))
        cut = error.reason == "unexpected end of data" and len(content) - error.start > 1
        if cut or inside > high - inside:
            raise RejectedInput("bad_encoding", f"UTF-8 that is damaged at byte {error.start}: {error.reason}") from None
    return None


def _decode_single_byte(content: bytes) -> Decoded:
    """Return the text of bytes that are no Unicode encoding."""
    controls = sum(content.count(ord(char)) for char in _CONTROLS)
    if controls > MAX_CONTROL_SHARE * len(content):
        raise RejectedInput("binary", f"{controls} control characters among {len(content)} bytes that are not UTF-8")
    present = content.translate(None, _ASCII)
    share = len(present) / (len(present) + len(content.translate(None, _NO_ASCII_LETTER)))
    encoding = (
        _foreign(content) if share > _FOREIGN_SHARE and len(present) > _FOREIGN_MINIMUM else _western(content, bytes(sorted(set(present))))
    )
    if encoding is not None:
        try:
            return Decoded(content.decode(encoding), encoding)
        except UnicodeDecodeError as error:
            raise RejectedInput("bad_encoding", f"neither UTF-8 nor {encoding} (byte {error.start})") from None
    raise RejectedInput("bad_encoding", f"neither UTF-8 nor a plausible single-byte encoding ({len(present)} bytes are not ASCII)")


def _western(content: bytes, present: bytes) -> str | None:
    """Return the most plausible encoding of mostly ASCII text that holds the non-ASCII bytes ``present``; None if there is none."""
    runs = itertools.islice(_HIGH.finditer(content), _MAX_CONTEXTS)
    contexts = [content[max(run.start() - 1, 0) : run.end() + 1] for run in runs]
    points = {}
    for encoding in (_WESTERN, *_ALTERNATIVES):
        try:
            present.decode(encoding)
        except UnicodeDecodeError:
            continue
        points[encoding] = _plausibility([context.decode(encoding) for context in contexts])
    western = points.pop(_WESTERN, None)
    floor = _PLAUSIBLE if western is None else max(western + _CLEARLY, _PLAUSIBLE)
    better = [encoding for encoding in _ALTERNATIVES if points.get(encoding, floor) > floor]
    if better and (western is None or western < 0):
        return max(better, key=lambda encoding: points[encoding])
    return _WESTERN if western is not None and western >= _IMPLAUSIBLE else None


def _plausibility(contexts: Sequence[str]) -> float:
    """Return the mean points of the non-ASCII characters of the contexts."""
    points = [
        _points(context[max(position - 1, 0) : position], char, context[position + 1 : position + 2])
        for context in contexts
        for position, char in enumerate(context)
        if char > "\x7f"
    ]
    return sum(points) / len(points)


def _points(before: str, char: str, after: str) -> float:
    """Return the points of one character between its neighbours (empty at the edges of a text)."""
    in_word = before.isalpha() and after.isalpha()
    if char.isalpha() and char not in "ªºˆƒ":
        if (char.isupper() and before.islower()) or (char.islower() and before.isupper() and after.isupper()):
            return -3.0
        if not before.isalpha() and not after.isalpha():
            return -1.0
        return 1.0 if char.lower() in _FREQUENT_LETTERS else 0.5
    if char in _CLOSING:
        return 2.0 if in_word and char == "’" else -1.0 if not before or before.isspace() else 1.5
    if char in _OPENING:
        return -2.0 if in_word else 1.5
    if char in _DASHES_AND_DOTS:
        return -2.0 if in_word and char == "•" else 1.0
    if char in _BEFORE_DIGIT:
        return 2.0 if after.isdigit() else 0.0 if not in_word else -2.0
    if char in _AFTER_DIGIT:
        return 2.0 if before.isdigit() else 0.0 if not in_word else -2.0
    if char in _MARKS:
        return 0.5
    return 0.0 if char in _RARE_MARKS and not in_word else -2.0


def _foreign(content: bytes) -> str | None:
    """Return the encoding of text most of whose letters are not ASCII, after charset-normalizer; None if it finds none."""
    best = charset_normalizer.from_bytes(content[:_FOREIGN_SAMPLE], cp_isolation=list(_FOREIGN)).best()
    return None if best is None else best.encoding
