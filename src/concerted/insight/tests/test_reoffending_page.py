import pytest


def test_an_analyst_reads_that_nothing_has_been_measured_yet(client_for):
    response = client_for("analyst").get("/reoffending")
    assert response.status_code == 200
    assert "Nothing has been measured yet" in response.content.decode()


def test_a_housing_officer_is_told_that_figures_are_closed_and_why(client_for):
    response = client_for("housing_officer").get("/reoffending")
    assert response.status_code == 403
    assert "You may not see Reoffending" in response.content.decode()


@pytest.mark.parametrize("path", ["/reoffending", "/reoffending/table.csv", "/reoffending/picture.svg"])
@pytest.mark.parametrize("asked", ["age=%00", "district=%00", "district=nowhere&sex=%00&up_to=%00&measure=%00"])
def test_an_address_with_bad_filters_never_breaks_the_page(client_for, path, asked):
    assert client_for("analyst").get(f"{path}?{asked}").status_code in (200, 404)
