"""How well questions find their records and are answered: ``make evaluate`` writes ``docs/evaluation.md``."""
