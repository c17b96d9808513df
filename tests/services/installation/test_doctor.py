"""The doctor: a line a thing, with what is wrong."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.services.installation import doctor_rating
from bot.services.installation.doctor import Check, GetMe, ServerTime, examine
from bot.settings import Settings, load
from tests.conftest import open_database
from tests.world import World


@pytest.fixture
def settings(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """On a machine without swap."""
    swaps = tmp_path / "swaps"
    swaps.write_text("Filename Type Size Used Priority\n")
    monkeypatch.setattr(doctor_rating, "SWAPS", swaps)
    keys = tmp_path.parent / f"{tmp_path.name}-keys"
    return load(
        _env_file=None,
        database_url=database_url,
        data_dir=tmp_path / "data",
        ballot_key_dir=keys,
        token=SecretStr("1:a"),
        public_url="https://branch.example",
    )


async def answers() -> str:
    return "zhibu_bot"


async def refuses() -> str:
    raise ConnectionError("no route")


async def now() -> datetime | None:
    return datetime.now(UTC)


async def silent() -> datetime | None:
    return None


async def unreachable() -> datetime | None:
    raise ConnectionError("no route")


async def checks(settings: Settings, get_me: GetMe = answers, server_time: ServerTime = now) -> dict[str, Check]:
    found = await examine(settings, open_database(settings.database_url), get_me, server_time)
    return {one.name: one for one in found}


async def test_all_is_well(settings: Settings) -> None:
    found = await checks(settings)
    assert {name: one.ok for name, one in found.items() if one.ok is not True} == {}
    assert found["token"].facts == {"name": "zhibu_bot"}


async def test_a_refused_token_is_named(settings: Settings) -> None:
    found = await checks(settings, get_me=refuses)
    assert found["token"] == Check("token", False, "refused", {"reason": "ConnectionError"})


@pytest.mark.parametrize(("seconds", "well"), [(-60, False), (-20, True), (20, True), (60, False)])
async def test_a_wrong_clock_is_named(settings: Settings, seconds: int, well: bool) -> None:
    async def off() -> datetime | None:
        return datetime.now(UTC) + timedelta(seconds=seconds)

    clock = (await checks(settings, server_time=off))["clock"]
    assert (clock.ok, clock.code) == (well, "off_by" if well else "wrong")


@pytest.mark.parametrize("server_time", [silent, unreachable])
async def test_a_clock_that_could_not_be_compared_is_no_fault(settings: Settings, server_time: ServerTime) -> None:
    assert (await checks(settings, server_time=server_time))["clock"] == Check("clock", None, "not_compared")


async def test_a_missing_token_is_not_asked_for(settings: Settings) -> None:
    found = await checks(settings.model_copy(update={"token": SecretStr("")}), get_me=refuses)
    assert found["token"] == Check("token", False, "missing")


async def test_another_schema_is_named(settings: Settings) -> None:
    database = open_database(settings.database_url)
    await database.open()
    await World(database).run("UPDATE alembic_version SET version_num = '20200101_old'")
    await database.close()
    assert (await checks(settings))["schema"].ok is False


async def test_a_database_that_is_not_there_is_not_made(settings: Settings, tmp_path: Path) -> None:
    url = (
        "sqlite+aiosqlite:///" + str(tmp_path / "none.db")
        if settings.sqlite_path
        else "postgresql+asyncpg://127.0.0.1:1/x"
    )
    found = await checks(settings.model_copy(update={"database_url": url}))
    assert found["database"].ok is False
    assert not (tmp_path / "none.db").exists()


async def test_open_ballot_keys_and_what_was_given_up_are_named(settings: Settings) -> None:
    settings.ballot_key_dir.mkdir(mode=0o755)
    database = open_database(settings.database_url)
    await database.open()
    await World(database).run("INSERT INTO parked_update VALUES (1, 2, 'message', 'ab', 0)")
    await database.close()
    found = await checks(settings)
    assert found["ballot_keys"].ok is False
    assert found["parked_updates"] == Check("parked_updates", None, "counted", {"count": "1"})


async def test_an_address_that_phones_cannot_open_is_a_warning(settings: Settings) -> None:
    found = await checks(settings.model_copy(update={"public_url": ""}))
    assert found["web"].ok is None
    wrong = await checks(settings.model_copy(update={"public_url": "branch.example"}))
    assert wrong["web"].ok is False


async def test_a_folder_that_cannot_be_written_is_named(settings: Settings, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    found = await checks(settings.model_copy(update={"data_dir": blocked / "data"}))
    assert found["data_dir"].ok is False
