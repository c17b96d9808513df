"""What can go wrong, as codes and data; `bot/texts/*/errors.ftl` turns a code into a sentence."""


class DomainError(Exception):
    """A rule refuses. `code` names the sentence, `data` fills it; nothing was changed."""

    def __init__(self, code: str, **data: object) -> None:
        super().__init__(code)
        self.code = code
        self.data = data


class StorageUnavailable(Exception):
    """The database cannot be reached or is busy: wait and try the same thing again, it is nobody's fault."""


class CommitFailed(Exception):
    """A commit shared by several updates failed: nothing of it was kept, each is to be tried again alone."""


class BallotFailed(Exception):
    """Something unexpected around a ballot. Its kind is all it says: words, values and stack could hold the ballot."""
