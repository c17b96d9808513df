"""The signing key is made once, by whoever comes first, and is its owner's alone."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pydantic import SecretStr

from bot.secret_key import NAME, ensure
from bot.settings import load


def test_workers_that_start_together_have_one_key(tmp_path: Path) -> None:
    settings = load(_env_file=None, data_dir=tmp_path / "data", ballot_key_dir=tmp_path / "keys")
    with ThreadPoolExecutor(16) as pool:
        found = set(pool.map(lambda _: ensure(settings).secret_key.get_secret_value(), range(64)))
    assert len(found) == 1
    assert len(found.pop()) >= 32
    assert [path.name for path in (tmp_path / "data").iterdir()] == [NAME]
    assert (tmp_path / "data" / NAME).stat().st_mode & 0o777 == 0o600


def test_a_key_that_is_given_is_used(tmp_path: Path) -> None:
    settings = load(_env_file=None, data_dir=tmp_path, secret_key=SecretStr("given"))
    assert ensure(settings).secret_key.get_secret_value() == "given"
    assert not list(tmp_path.iterdir())
