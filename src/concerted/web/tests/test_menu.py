"""A menu keeps to one row on a desk; what does not fit stands at the foot and is named by it."""

import re
from html import unescape

import pytest

from concerted.access.permissions import ROLES, may
from concerted.web.frame import IN_A_ROW, MENU


@pytest.mark.parametrize("role", [*ROLES])
def test_every_page_that_a_role_may_open_is_in_its_row_or_at_its_foot(client_for, role):
    said = unescape(client_for(role).get("/today").content.decode())
    row = re.search(r'app-menu-desk" aria-label="Menu">(.*?)</nav>', said, re.DOTALL)[1]
    more = re.search(r'aria-label="More pages">(.*?)</nav>', said, re.DOTALL)
    wanted = [href for _, href, permission in MENU if permission is None or may(role, permission)]
    shown = re.findall(r'href="(/[^"]*)"', row + (more[1] if more else ""))
    assert shown == wanted
    assert len(re.findall(r"<li", row)) <= IN_A_ROW + 1
