"""Long work: a bar on a terminal, plain lines where there is none."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from bot.commands import progress
from bot.services.installation import sample
from tests.commands.conftest import Run

ESCAPE, BAR = "\x1b", "━"
SECONDS = 60
WORDS = [
    (("roster", "import", "roster.csv", "--yes"), "正在导入名册", "新增人员"),
    (("roster", "export", "out.xlsx"), "正在导出名册", "已导出"),
    (("grades", "import", "grades.csv"), "正在导入定级结果", "新增"),
    (("backup", "b.zip"), "正在备份", "已备份到"),
    (("restore", "before.zip"), "正在恢复备份", "替换数据库"),
]


@pytest.fixture
def files(run: Run, installation: Path) -> Path:
    (installation / "roster.csv").write_bytes(sample.school_csv())
    (installation / "grades.csv").write_text("党组织,年度,等级\n第一中学党支部,2025,好\n", encoding="utf-8")
    assert run("backup", "before.zip").exit_code == 0
    return installation


def on_terminal(home: Path, *words: str) -> str:
    """What a terminal of 100 columns is given."""
    ours, theirs = pty.openpty()
    environment = os.environ | {"TERM": "xterm", "COLUMNS": "100"}
    command = [sys.executable, "-m", "bot", *words]
    with subprocess.Popen(command, cwd=home, env=environment, stdin=theirs, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        seen = b"".join(iter(lambda: read(ours), b""))
        assert process.wait(SECONDS) == 0, seen.decode()
    os.close(ours)
    return seen.decode()


def read(descriptor: int) -> bytes:
    """Empty at the end, which a terminal tells by an error."""
    try:
        return os.read(descriptor, 65536)
    except OSError:
        return b""


def prepared(run: Run, words: tuple[str, ...]) -> None:
    if words[0] == "grades":
        run("roster", "import", "roster.csv", "--yes")


@pytest.mark.parametrize(("words", "label", "result"), WORDS)
def test_a_terminal_shows_a_bar_and_then_the_result(
    run: Run, files: Path, words: tuple[str, ...], label: str, result: str
) -> None:
    prepared(run, words)
    seen = on_terminal(files, *words)
    assert ESCAPE in seen
    assert BAR in seen
    assert label in seen
    assert result in seen.rpartition(ESCAPE)[2], "the last words are the result, not the bar"


@pytest.mark.parametrize(("words", "label", "result"), WORDS)
def test_elsewhere_there_are_plain_lines(
    run: Run, files: Path, words: tuple[str, ...], label: str, result: str
) -> None:
    prepared(run, words)
    said = run(*words).output
    assert not any(mark in said for mark in (ESCAPE, BAR, "\r"))
    assert label in said
    assert result in said.rpartition(label)[2]


def test_a_refusal_follows_the_bar_as_one_whole_line(files: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "bot", "backup", "before.zip"]
    done = subprocess.run(
        command, cwd=files, stdin=theirs, stdout=theirs, stderr=subprocess.PIPE, text=True, check=False, timeout=SECONDS
    )
    os.close(theirs)
    os.close(ours)
    assert done.returncode == 1
    [said] = done.stderr.splitlines()
    assert "before.zip" in said


def test_long_work_without_a_terminal_says_now_and_then_how_far_it_is(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 100.0
    monkeypatch.setattr(progress, "monotonic", lambda: now)
    with progress.shown("正在备份") as tell:
        for step in range(101):
            tell(step, 100)
            now += 0.3
    assert capsys.readouterr().out.splitlines() == [
        "正在备份……",
        *(f"正在备份…… {percent}%" for percent in (17, 34, 51, 68, 85)),
    ]
