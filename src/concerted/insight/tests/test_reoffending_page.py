def test_an_analyst_reads_that_nothing_has_been_measured_yet(client_for):
    response = client_for("analyst").get("/reoffending")
    assert response.status_code == 200
    assert "Nothing has been measured yet" in response.content.decode()


def test_a_housing_officer_is_told_that_figures_are_closed_and_why(client_for):
    response = client_for("housing_officer").get("/reoffending")
    assert response.status_code == 403
    assert "You may not see Reoffending" in response.content.decode()
