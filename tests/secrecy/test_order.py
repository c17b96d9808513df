"""Pairing by order: the attacker knows who voted before whom, and can even read the ballots. Whose is which?"""

from tests.secrecy import files
from tests.secrecy.chance import betrayal
from tests.secrecy.conftest import Urns
from tests.secrecy.urns import Attack, Urn

PAGE = 4096


def succeeds_only_against_plain(attack: Attack, there: Urns) -> None:
    assert betrayal(there.plain.orders(attack)).complete
    assert betrayal(there.ours.orders(attack)).none


def row_order(urn: Urn, rating: int) -> list[bytes]:
    return urn.contents(rating, "")


def rowid(urn: Urn, rating: int) -> list[bytes]:
    return urn.contents(rating, "ORDER BY rowid")


def id_order(urn: Urn, rating: int) -> list[bytes]:
    return urn.contents(rating, "ORDER BY id")


def page_order(urn: Urn, rating: int) -> list[bytes]:
    """By the place of their bytes in the file: page after page, each of which is filled from its end."""
    assert urn.sqlite is not None
    files.fold(urn.sqlite)
    data = urn.sqlite.read_bytes()
    places = {box: divmod(data.rindex(box[-64:]), PAGE) for box in urn.contents(rating, "")}
    return sorted(places, key=lambda box: (places[box][0], -places[box][1]))


def xmin(urn: Urn, rating: int) -> list[bytes]:
    return urn.contents(rating, "ORDER BY xmin::text::bigint, ctid")


def ctid(urn: Urn, rating: int) -> list[bytes]:
    return urn.contents(rating, "ORDER BY ctid")


def kept_out_of_line(urn: Urn, rating: int) -> list[bytes]:
    """PostgreSQL keeps long values in a table of their own, under numbers that grow."""
    found = urn.query("SELECT reltoastrelid::regclass::text FROM pg_class WHERE relname = ?", urn.table)
    toast = found[0][0]
    chunks = urn.query(f"SELECT chunk_id, chunk_data FROM {toast} WHERE chunk_seq = 0 ORDER BY chunk_id")
    boxes = urn.contents(rating, "")
    order = [bytes(row[1])[:64] for row in chunks]
    if not order:  # short values stay where they are
        return ctid(urn, rating)
    return sorted(boxes, key=lambda box: order.index(box[:64]))


def test_row_order(both: Urns) -> None:
    succeeds_only_against_plain(row_order, both)


def test_order_of_the_ids(both: Urns) -> None:
    succeeds_only_against_plain(id_order, both)


def test_rowid(sqlite_urns: Urns) -> None:
    assert betrayal(sqlite_urns.plain.orders(rowid)).complete
    assert sqlite_urns.ours.orders(rowid) == [], "there is a rowid"


def test_page_order_in_the_file(sqlite_urns: Urns) -> None:
    succeeds_only_against_plain(page_order, sqlite_urns)


def test_xmin(postgres_urns: Urns) -> None:
    succeeds_only_against_plain(xmin, postgres_urns)
    (transactions,) = postgres_urns.ours.query(
        "SELECT max(n) FROM (SELECT count(DISTINCT xmin::text) AS n FROM envelope GROUP BY rating_id) AS per"
    )
    assert transactions == (1,)


def test_xmin_of_the_electors(postgres_urns: Urns) -> None:
    """Who voted before whom is not in the electors' rows either."""
    plain = postgres_urns.plain.query("SELECT count(DISTINCT xmin::text) FROM plain_turnout WHERE rating_id = 1")
    assert plain == [(16,)]
    ours = postgres_urns.ours.query("SELECT count(DISTINCT xmin::text) FROM elector GROUP BY rating_id")
    assert set(ours) == {(1,)}


def test_ctid(postgres_urns: Urns) -> None:
    succeeds_only_against_plain(ctid, postgres_urns)


def test_values_kept_out_of_line(postgres_urns: Urns) -> None:
    succeeds_only_against_plain(kept_out_of_line, postgres_urns)
