"""Pairing by order: the attacker knows who voted before whom, and can even read the ballots. Whose is which?"""

from tests.secrecy import files
from tests.secrecy.chance import betrayal
from tests.secrecy.conftest import Designs
from tests.secrecy.elections import Attack, Elections

PAGE = 4096


def succeeds_only_against_plain(attack: Attack, designs: Designs) -> None:
    assert betrayal(designs.plain.orders(attack)).complete
    assert betrayal(designs.product.orders(attack)).none


def row_order(elections: Elections, rating: int) -> list[bytes]:
    return elections.contents(rating, "")


def rowid(elections: Elections, rating: int) -> list[bytes]:
    return elections.contents(rating, "ORDER BY rowid")


def id_order(elections: Elections, rating: int) -> list[bytes]:
    return elections.contents(rating, "ORDER BY id")


def page_order(elections: Elections, rating: int) -> list[bytes]:
    """By the place of their bytes in the file: page after page, each of which is filled from its end."""
    assert elections.sqlite is not None
    files.fold(elections.sqlite)
    data = elections.sqlite.read_bytes()
    places = {box: divmod(data.rindex(box[-64:]), PAGE) for box in elections.contents(rating, "")}
    return sorted(places, key=lambda box: (places[box][0], -places[box][1]))


def xmin(elections: Elections, rating: int) -> list[bytes]:
    return elections.contents(rating, "ORDER BY xmin::text::bigint, ctid")


def ctid(elections: Elections, rating: int) -> list[bytes]:
    return elections.contents(rating, "ORDER BY ctid")


def kept_out_of_line(elections: Elections, rating: int) -> list[bytes]:
    """PostgreSQL keeps long values in a table of their own, under numbers that grow."""
    found = elections.query("SELECT reltoastrelid::regclass::text FROM pg_class WHERE relname = ?", elections.table)
    toast = found[0][0]
    chunks = elections.query(f"SELECT chunk_id, chunk_data FROM {toast} WHERE chunk_seq = 0 ORDER BY chunk_id")
    boxes = elections.contents(rating, "")
    order = [bytes(row[1])[:64] for row in chunks]
    if not order:  # short values stay where they are
        return ctid(elections, rating)
    return sorted(boxes, key=lambda box: order.index(box[:64]))


def test_row_order(both: Designs) -> None:
    succeeds_only_against_plain(row_order, both)


def test_order_of_the_ids(both: Designs) -> None:
    succeeds_only_against_plain(id_order, both)


def test_rowid(sqlite_designs: Designs) -> None:
    assert betrayal(sqlite_designs.plain.orders(rowid)).complete
    assert sqlite_designs.product.orders(rowid) == [], "there is a rowid"


def test_page_order_in_the_file(sqlite_designs: Designs) -> None:
    succeeds_only_against_plain(page_order, sqlite_designs)


def test_xmin(postgres_designs: Designs) -> None:
    succeeds_only_against_plain(xmin, postgres_designs)
    (transactions,) = postgres_designs.product.query(
        "SELECT max(n) FROM (SELECT count(DISTINCT xmin::text) AS n FROM envelope GROUP BY rating_id) AS per"
    )
    assert transactions == (1,)


def test_xmin_of_the_electors(postgres_designs: Designs) -> None:
    """Who voted before whom is not in the electors' rows either."""
    plain = postgres_designs.plain.query("SELECT count(DISTINCT xmin::text) FROM plain_turnout WHERE rating_id = 1")
    assert plain == [(16,)]
    product = postgres_designs.product.query("SELECT count(DISTINCT xmin::text) FROM elector GROUP BY rating_id")
    assert set(product) == {(1,)}


def test_ctid(postgres_designs: Designs) -> None:
    succeeds_only_against_plain(ctid, postgres_designs)


def test_values_kept_out_of_line(postgres_designs: Designs) -> None:
    succeeds_only_against_plain(kept_out_of_line, postgres_designs)
