"""Messages to administrators about the installation itself."""

from typing import Annotated

from pydantic import Field

from bot.domain.message import Message, Moment


class Started(Message, kind="house.started"):
    """The bot is back after a stop so long that taps were lost. `clean`: it had been stopped in order, not cut off."""

    since: Moment
    until: Moment
    clean: bool


class Parked(Message, kind="house.parked"):
    """An update failed three times and was set aside; `reference` is the number under which the log has the error."""

    update_id: int
    update_kind: Annotated[str, Field(alias="kind")]
    reference: str


class ParkedMore(Message, kind="house.parked_more"):
    """How many more updates were set aside in the same hour."""

    more: int
