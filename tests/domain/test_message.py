"""Messages as models: a kind has one class, moments are kept in milliseconds, an error quotes nothing."""

from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from bot.domain.message import Message, Moment, Prompt, message_classes

AT = datetime(2026, 11, 25, 6, 0, tzinfo=UTC)


class Noted(Message, kind="test.noted"):
    at: Moment
    words: str
    more: str = ""


def test_a_kind_that_another_class_has_is_refused() -> None:
    with pytest.raises(TypeError, match=r"test\.noted"):

        class Again(Message, kind="test.noted"):
            pass


def test_a_class_without_a_kind_is_the_base_of_several() -> None:
    class Base(Message):
        item: int

    class Asked(Base, kind="test.asked"):
        pass

    found = list(message_classes())
    assert Asked in found
    assert Base not in found


def test_a_moment_is_kept_in_milliseconds_and_what_was_not_given_not_at_all() -> None:
    noted = Noted(at=AT, words="开会")
    assert noted.as_json() == '{"at": 1795586400000, "words": "开会"}'
    assert Noted.model_validate(noted.data()) == noted
    assert noted.model_copy(update={"more": "又"}).data()["more"] == "又"


def test_a_prompt_is_of_its_form() -> None:
    prompt = Prompt(form="leave", step="reason", draft={"meeting": 1}, version=3)
    assert prompt.kind == "form.leave"
    assert prompt.data() == {"step": "reason", "draft": {"meeting": 1}, "version": 3}


def test_an_error_does_not_quote_what_was_written() -> None:
    with pytest.raises(ValidationError) as error:
        Noted.model_validate({"at": 0, "words": "住院", "unknown": "秘密"})
    assert "秘密" not in str(error.value)
    assert "住院" not in str(error.value)
