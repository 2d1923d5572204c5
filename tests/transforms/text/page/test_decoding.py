"""Bytes to text: encodings, what is no text, and that nothing is altered."""

import codecs
import contextlib
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.rows import REASONS
from tests.steps import growth
from transforms.text.page.decoding import Decoded, decode
from transforms.text.rejected import RejectedInput

ENGLISH = "The mayor’s office said on Tuesday – “we didn’t know” – that Café Málaga had reopened… at 5°, for £3."
POLISH = "Premier powiedział we wtorek, że rząd przyjmie nową ustawę, a Wałęsa będzie obecny na uroczystości w Łodzi. " * 4
RUSSIAN = "Губернатор сообщил во вторник, что мост через реку откроют на следующей неделе, если позволит погода. " * 4


@pytest.mark.parametrize(
    ("content", "text", "encoding"),
    [
        (b"plain", "plain", "utf-8"),
        ("naïve – “ok” 東京 😀".encode(), "naïve – “ok” 東京 😀", "utf-8"),
        (codecs.BOM_UTF8 + b" date", " date", "utf-8-sig"),
        (codecs.BOM_UTF8 * 2 + b"a", "\ufeffa", "utf-8-sig"),  # only the first mark is dropped
        (codecs.BOM_UTF16_LE + "Zoë 😀".encode("utf-16-le"), "Zoë 😀", "utf-16-le"),
        (codecs.BOM_UTF16_BE + "Zoë 😀".encode("utf-16-be"), "Zoë 😀", "utf-16-be"),
        (codecs.BOM_UTF32_LE + "Zoë".encode("utf-32-le"), "Zoë", "utf-32-le"),
        (codecs.BOM_UTF32_BE + "Zoë".encode("utf-32-be"), "Zoë", "utf-32-be"),
        (b"a\r\nb\rc\x0cd\x0be\tf\xc2\xa0\xc2\xad\xe2\x80\x8b", "a\r\nb\rc\x0cd\x0be\tf\xa0\xad\u200b", "utf-8"),
        ("e\u0301 é".encode(), "e\u0301 é", "utf-8"),  # no normalisation
        (b"<!DOCTYPE html><p>x</p>", "<!DOCTYPE html><p>x</p>", "utf-8"),
        (b"x" * 99 + b"\0", "x" * 99 + "\0", "utf-8"),  # 1 % exactly is kept
        (b"\n\t\r\x0c\x0b" * 20 + b"x", "\n\t\r\x0c\x0b" * 20 + "x", "utf-8"),
    ],
)
def test_unicode(content, text, encoding):
    assert decode(content) == Decoded(text, encoding)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH, "cp1252"),
        (ENGLISH, "mac-roman"),
        ("It’s late.", "cp1252"),
        ("“Yes,” she said – and left.", "cp1252"),
        ("It was at the café", "cp1252"),
        ("Mr. Müller’s £5 million résumé", "cp1252"),
        ("a\xa0b, 10° below, São Paulo", "cp1252"),
        ("He said the café in Málaga had opened.", "cp1252"),
        ("He said the café in Málaga had opened.", "mac-roman"),
        ("He said the café in Málaga had opened.", "cp850"),
        ("Ms. Wałęsa said that Łódź was open.", "cp1250"),
        (POLISH, "cp1250"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
    ],
)
def test_single_byte(text, encoding):
    assert decode(text.encode(encoding)) == Decoded(text, encoding)


def test_the_middle_of_a_long_windows_text_decides_too():
    text = "Plain words and nothing else. " * 50_000 + "It’s late." + " More plain words." * 50_000
    assert decode(text.encode("cp1252")) == Decoded(text, "cp1252")


def test_one_stray_byte_does_not_choose_an_exotic_encoding():
    assert decode(b"nothing here " * 50 + b"\xff " + b"nor there " * 50).encoding == "cp1252"


@pytest.mark.parametrize(
    ("content", "reason", "detail"),
    [
        (b"", "empty", "no bytes"),
        (b" \r\n\t\x0c", "empty", "nothing but blanks (5 characters)"),
        ("\u2003\xa0\u3000\n".encode(), "empty", "nothing but blanks (4 characters)"),
        (codecs.BOM_UTF8, "empty", "nothing but blanks (0 characters)"),
        (codecs.BOM_UTF16_LE, "empty", "nothing but blanks (0 characters)"),
        (b"\x89PNG\r\n\x1a\nrest", "binary", "begins like a PNG image"),
        (b"\xff\xd8\xff\xe0rest", "binary", "begins like a JPEG image"),
        (b"%PDF-1.7\n", "binary", "begins like a PDF document"),
        (b"PK\x03\x04rest", "binary", "begins like a zip archive"),
        (b"\x1f\x8b\x08rest", "binary", "begins like gzip data"),
        (b"x" * 98 + b"\0\x01", "binary", "2 control characters among 100 characters (utf-8)"),
        ("no mark, sixteen bits".encode("utf-16-le"), "binary", "21 control characters among 42 characters (utf-8)"),
        (bytes(range(256)) * 4, "binary", "108 control characters among 1024 bytes that are not UTF-8"),
        (codecs.BOM_UTF8 + b"ab\xe9", "bad_encoding", "byte order mark of utf-8, but not utf-8 at byte 5: unexpected end of data"),
        (codecs.BOM_UTF16_LE + b"a\0b", "bad_encoding", "byte order mark of utf-16-le, but not utf-16-le at byte 4: truncated data"),
        (
            codecs.BOM_UTF16_LE + b"\x00\xd8a\0",
            "bad_encoding",
            "byte order mark of utf-16-le, but not utf-16-le at byte 2: illegal UTF-16 surrogate",
        ),
        ("“One.” ".encode() * 9 + b"\x92", "bad_encoding", "UTF-8 that is damaged at byte 99: invalid start byte"),
        ("it is cut in a character’".encode()[:-1], "bad_encoding", "UTF-8 that is damaged at byte 24: unexpected end of data"),
        (b"\xed\xa0\x80 \xed\xb0\x80 ok", "bad_encoding", "UTF-8 that is damaged at byte 0: invalid continuation byte"),  # surrogates
    ],
)
def test_refused(content, reason, detail):
    with pytest.raises(RejectedInput) as caught:
        decode(content)
    assert (caught.value.reason, caught.value.detail) == (reason, detail)
    assert reason in REASONS


def test_noise_is_no_text():
    noise = bytes(random.Random(3).choices(range(0x80, 0x100), k=3_000)) + b" and some words " * 20
    with pytest.raises(RejectedInput) as caught:
        decode(noise)
    assert caught.value.reason == "bad_encoding"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(lambda text: not text.isspace() and text[0] != "\ufeff"))
def test_unicode_comes_back_unaltered(text):
    assert decode(text.encode()).text == text or text.startswith("%PDF-")
    assert decode(codecs.BOM_UTF16_BE + text.encode("utf-16-be")) == Decoded(text, "utf-16-be")


@given(st.binary(max_size=300))
def test_any_bytes_are_text_without_surrogates_or_refused(content):
    decoded = outcome(content)
    assert decoded == outcome(content)
    if isinstance(decoded, Decoded):
        decoded.text.encode()
        assert not decoded.text.isspace()
        if not decoded.encoding.startswith(("utf-16", "utf-32")):
            assert decoded.text.encode(decoded.encoding) == content
    else:
        assert decoded in ("empty", "binary", "bad_encoding")


def outcome(content):
    try:
        return decode(content)
    except RejectedInput as rejected:
        return rejected.reason


def test_a_long_detail_is_cut_and_the_exception_says_both():
    rejected = RejectedInput("no_date", "x" * 600)
    assert rejected.detail == "x" * 500
    assert str(RejectedInput("empty", "no bytes")) == "empty: no bytes"


@pytest.mark.parametrize(
    "content", [b"\x92" * 10_000_000, "It’s ".encode("cp1252") * 2_000_000, b"word " * 2_000_000], ids=["high", "cp1252", "ascii"]
)
def test_large_inputs_take_linear_time(content):
    def work(content):
        with contextlib.suppress(RejectedInput):
            decode(content)

    work(content)  # quadratic time would never end
    assert growth(work, content[:50_000], content[:100_000]) < 2.5
