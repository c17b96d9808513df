"""A wrong setting is one line: its name, what it says, what is allowed; never a password."""

import pytest

from bot.settings import SettingsError, load


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("BOT_TIMEZONE", "Mars", "Asia/Shanghai"),
        ("BOT_MODE", "carrier", "'polling' or 'webhook'"),
        ("BOT_WEB_LISTEN", "nowhere", "HOST:PORT"),
    ],
)
def test_name_value_and_what_is_allowed(name: str, value: str, allowed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as error:
        load(_env_file=None)
    line = str(error.value)
    assert line.startswith(f"{name}: “{value}” 不对")
    assert allowed in line
    assert "\n" not in line


def test_a_part_of_a_setting_is_named_as_in_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_CHECKIN", '{"grace": 999}')
    with pytest.raises(SettingsError, match=r"^checkin\.grace: “999” .*240"):
        load(_env_file=None)
    monkeypatch.setenv("BOT_CHECKIN", "often")
    with pytest.raises(SettingsError, match="checkin"):
        load(_env_file=None)


def test_a_wrong_database_address_does_not_show_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_DATABASE_URL", "mysql://bot:s3cret@host/bot")
    with pytest.raises(SettingsError) as error:
        load(_env_file=None)
    assert "s3cret" not in str(error.value)
    assert str(error.value).startswith("BOT_DATABASE_URL: 不对")
