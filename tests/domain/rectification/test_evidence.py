"""What may be evidence, and how a piece becomes messages."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import DomainError
from bot.domain.rectification.evidence import (
    CAPTION_LENGTH,
    LONGEST_NAME,
    MESSAGE_LENGTH,
    PieceContent,
    PieceKind,
    check_ending,
    check_size,
    parts,
    shown_name,
)
from bot.domain.rectification.rules import read

ROOT = Path(__file__).parents[3]
RULES = read((ROOT / "config" / "rectify.toml").read_text(encoding="utf-8")).evidence
MOST = RULES.most_megabytes * 1024 * 1024


@pytest.mark.parametrize("name", ["合同.pdf", "PHOTO.JPG", "a.b.docx", "../x.txt"])
def test_a_permitted_ending_in_any_letters(name: str) -> None:
    check_ending(name, RULES)


@pytest.mark.parametrize("name", ["run.exe", "pdf", "", ".pdf", "a.pdf.exe"])
def test_any_other_ending_is_refused(name: str) -> None:
    with pytest.raises(DomainError, match="evidence_type"):
        check_ending(name, RULES)


def test_not_a_byte_more() -> None:
    check_size(MOST, RULES)
    with pytest.raises(DomainError, match="evidence_size"):
        check_size(MOST + 1, RULES)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/合同.pdf", "合同.pdf"),
        ("C:\\tmp\\a.pdf", "a.pdf"),
        ("a\u202e\n\x00b.pdf", "ab.pdf"),
        ("合同.pdf", "合同.pdf"),
    ],
)
def test_a_name_is_shown_without_its_path_or_tricks(name: str, shown: str) -> None:
    assert shown_name(name) == shown


def test_a_long_name_keeps_its_ending() -> None:
    name = shown_name("长" * 300 + ".pdf")
    assert len(name) == LONGEST_NAME
    assert name.endswith("长.pdf")


@given(words=st.text(max_size=9000), file=st.sampled_from([None, "a" * 64]))
def test_the_parts_of_a_piece_hold_all_of_it_and_none_is_too_long(words: str, file: str | None) -> None:
    kind = PieceKind.TEXT if file is None else PieceKind.DOCUMENT
    found = list(parts(PieceContent(kind, words, file, "a.pdf")))
    assert "".join(one.words for one in found) == words
    assert [one.file for one in found if one.file] == ([file] if file else [])
    assert [one.first for one in found] == [True] * bool(found) + [False] * (len(found) - 1)
    assert all(len(one.words) <= (CAPTION_LENGTH if one.file else MESSAGE_LENGTH) for one in found)
