"""docs/architecture.md speaks of the code that is there."""

import re

from tests import architecture

EXPLAINED = re.compile(r"^\| (\w+) \|", re.MULTILINE)


def test_the_map_is_as_the_code_is() -> None:
    assert architecture.standing() == architecture.drawn(), "the map is out of date: `make map` writes it anew"


def test_each_feature_is_explained() -> None:
    page = architecture.PAGE.read_text(encoding="utf-8")
    features = EXPLAINED.findall(page.partition("## Features")[2].partition("\n## ")[0])
    assert features[1:] == architecture.LAYOUT["features"]
