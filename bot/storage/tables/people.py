"""Units, people, and the posts and accounts of these."""

from sqlalchemy import Index, PrimaryKeyConstraint, text

from bot.storage.tables.columns import bigint, flag, given_id, moment, record, ref, table, words

unit = record(
    "unit",
    ref("parent_id", "unit", null=True),
    words("name"),
    words("kind"),
    words("sector", default=""),
    words("place"),
    words("path", default=""),
    moment("created_at"),
)
"""`place` is the names from the top (甲党委/乙党支部), `path` the ids (/1/3/), with which the paths of all units below
begin."""
Index("uq_unit_place", unit.c.place, unique=True)
Index("ix_unit_path", unit.c.path)

person = record(
    "person",
    words("number", null=True),
    words("name"),
    ref("unit_id", "unit"),
    ref("group_id", "unit", null=True),
    words("standing"),
    words("phone", null=True),
    words("joined_on", null=True),
    flag("retired"),
    flag("floating"),
    words("language", null=True),
    words("left_on", null=True),
    words("left_reason", null=True),
    moment("standing_at", null=True),
)
"""`standing_at`: when a roster last changed the person's standing or unit."""
Index("uq_person_number", person.c.number, unique=True)
Index("ix_person_unit_id", person.c.unit_id)
Index("ix_person_group_id", person.c.group_id)
Index("ix_person_phone", person.c.phone)

post = record(
    "post",
    ref("person_id", "person"),
    ref("unit_id", "unit"),
    words("kind"),
    words("started_on"),
    words("ended_on", null=True),
)
Index("uq_post_held", post.c.person_id, post.c.unit_id, post.c.kind, unique=True, sqlite_where=text("ended_on IS NULL"),
      postgresql_where=text("ended_on IS NULL"))  # fmt: skip
Index("ix_post_unit_id", post.c.unit_id)

account = table(
    "account",
    given_id("id"),
    ref("person_id", "person", null=True),
    words("language", null=True),
    moment("bound_at", null=True),
    words("bound_by", null=True),
    moment("administrator_since", null=True),
    moment("unreachable_since", null=True),
)
Index("uq_account_person_id", account.c.person_id, unique=True)

invite = table(
    "invite",
    words("token_hash"),
    words("kind"),
    ref("person_id", "person", null=True),
    moment("created_at"),
    bigint("created_by", null=True),
    moment("expires_at"),
    moment("used_at", null=True),
    bigint("used_by", null=True),
    moment("revoked_at", null=True),
    PrimaryKeyConstraint("token_hash"),
)
Index("ix_invite_person_id", invite.c.person_id)

wrong_link = record("wrong_link", bigint("account_id"), moment("at"))
Index("ix_wrong_link_account_id_at", wrong_link.c.account_id, wrong_link.c.at)

pending_binding = table(
    "pending_binding",
    given_id("account_id"),
    ref("person_id", "person"),
    words("way"),
    moment("asked_at"),
)
Index("ix_pending_binding_person_id", pending_binding.c.person_id)

exemption = record(
    "exemption",
    ref("person_id", "person"),
    words("from_on"),
    words("until_on"),
    words("reason"),
    ref("given_by", "person"),
    moment("given_at"),
)
Index("ix_exemption_person_id", exemption.c.person_id)
