"""Which records are one person: Splink on DuckDB, below rules, rulings and clustering of our own."""

from .evaluation import Evaluation, compare, evaluate
from .evidence import evidence_in_words
from .linkage import Linkage, NothingToCompare, cluster_numbers, link
from .recognise import NoSuchColumn, as_records, recognise_columns, usable
from .rulings import Ruling
from .settings import DEFAULT, LinkageSettings

__all__ = [
    "DEFAULT",
    "Evaluation",
    "Linkage",
    "LinkageSettings",
    "NoSuchColumn",
    "NothingToCompare",
    "Ruling",
    "as_records",
    "cluster_numbers",
    "compare",
    "evaluate",
    "evidence_in_words",
    "link",
    "recognise_columns",
    "usable",
]
