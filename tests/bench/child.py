"""A process of its own that is asked and answers, a line of JSON each."""

import asyncio
import json
import resource
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

Answer = Callable[[dict[str, Any]], Awaitable[dict[str, Any]]]
SECONDS = 60.0
STATUS = Path("/proc/self/status")


class Child:
    """`python -m module arguments`; it ends when its input ends."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def start(cls, module: str, *arguments: str) -> "Child":
        command = [sys.executable, "-m", module, *arguments]
        pipe = asyncio.subprocess.PIPE
        return cls(await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe, limit=2**20))

    async def ask(self, **question: object) -> dict[str, Any]:
        """Its answer; RuntimeError when it has ended."""
        reader, writer = self._process.stdout, self._process.stdin
        if reader is None or writer is None:
            raise RuntimeError("a child without pipes")
        writer.write(json.dumps(question).encode() + b"\n")
        async with asyncio.timeout(SECONDS):
            line = await reader.readline()
        if not line:
            raise RuntimeError("the measured process has ended; see its words above")
        answer: dict[str, Any] = json.loads(line)
        return answer

    async def stop(self) -> None:
        if self._process.stdin is not None:
            self._process.stdin.close()
        try:
            async with asyncio.timeout(SECONDS):
                await self._process.wait()
        except TimeoutError:
            self._process.kill()
            raise


async def answer_all(answer: Answer) -> None:
    """The child's side: until the input ends."""
    while line := await asyncio.to_thread(sys.stdin.readline):
        sys.stdout.write(json.dumps(await answer(json.loads(line))) + "\n")
        sys.stdout.flush()


async def usage(_question: dict[str, Any]) -> dict[str, Any]:
    """What this process has spent so far: seconds of processor time, and bytes at most."""
    spent = resource.getrusage(resource.RUSAGE_SELF)
    return {"cpu": spent.ru_utime + spent.ru_stime, "peak": _peak()}


def _peak() -> int:
    """The most memory this process has had; on Linux getrusage would count the process that started it as well."""
    if STATUS.exists():
        [line] = [line for line in STATUS.read_text().splitlines() if line.startswith("VmHWM:")]
        return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
