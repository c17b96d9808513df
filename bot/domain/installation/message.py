"""What administrators are told of the installation itself."""

from typing import Annotated

from pydantic import Field

from bot.domain.message import Message, Moment


class Started(Message, kind="house.started"):
    """It was stopped so long that taps were lost. `clean`: it stopped in an orderly way."""

    since: Moment
    until: Moment
    clean: bool


class Parked(Message, kind="house.parked"):
    """An update was given up; `update_kind` is what it was."""

    update_id: int
    update_kind: Annotated[str, Field(alias="kind")]
    reference: str


class ParkedMore(Message, kind="house.parked_more"):
    """So many more in the hour."""

    more: int
