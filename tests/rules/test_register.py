from concerted.cli.rules import register_path, register_text


def test_the_generated_register_is_fresh():
    path = register_path()
    assert path.read_text() == register_text(), "run: concerted rules --write"
