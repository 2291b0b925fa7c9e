"""The copy of the front-end files holds nothing reserved for government sites."""

import json
import re
from pathlib import Path

import pytest

from concerted.web import frontend

REPO = Path(__file__).parents[4]


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    target = tmp_path_factory.mktemp("vendor")
    return frontend.build(REPO, target / "files")


def test_nothing_reserved_stays_in_names_or_styles(built):
    for path in built:
        assert not frontend.RESERVED.search(path.name)
        if path.suffix == ".css":
            assert not re.search(r"GDS Transport|crown|crest|@font-face", path.read_text(), re.IGNORECASE)


def test_every_address_in_the_styles_is_relative_and_leads_to_a_copied_file(built):
    for path in (p for p in built if p.suffix == ".css"):
        for address in re.findall(r"url\(([^)]*)\)", path.read_text()):
            assert (path.parent / address).is_file(), address


def test_the_rest_of_the_styles_stays(built):
    css = next(p for p in built if p.name == "govuk-frontend.css").read_text()
    assert ".govuk-button{" in css and ".govuk-error-summary{" in css
    assert frontend.FONT_STACK in css
    assert css.count("{") == css.count("}")


def test_a_rule_that_shows_a_crest_goes_and_its_neighbours_stay():
    css = '@media print{.a{color:red}.b{background:url("/assets/images/govuk-crest.svg")}.c{top:0}}'
    assert frontend.strip(css) == "@media print{.a{color:red}.c{top:0}}"


def test_a_missing_package_is_named(tmp_path):
    with pytest.raises(frontend.MissingPackage, match="npm ci"):
        frontend.build(tmp_path, tmp_path / "out")


def test_the_lock_pins_exact_versions_and_names_no_host():
    lock = (REPO / "package-lock.json").read_text()
    assert "://" not in lock and "resolved" not in lock
    assert "://" not in (REPO / ".npmrc").read_text()
    asked = json.loads((REPO / "package.json").read_text())
    for version in (asked["dependencies"] | asked["devDependencies"]).values():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version)
