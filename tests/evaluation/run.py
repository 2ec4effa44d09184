"""Measure how well questions find their records: ``python -m tests.evaluation.run`` writes ``docs/evaluation.md``."""

from __future__ import annotations

import argparse
import subprocess
import sys
from datetime import date

from core.catalogue.catalogue import Catalogue
from core.catalogue.database import DatabaseMissing
from core.settings import ROOT, SettingError, read_settings
from core.turn import World
from core.understanding.encoder import encode_once, encode_words_once
from tests.evaluation.danger import heed_all, read_messages
from tests.evaluation.measure import Asked, ask_all, ranks
from tests.evaluation.page import Tried, make_page
from tests.evaluation.questions import SETS, read_questions
from tests.evaluation.slips import ask_with_slips
from tests.evaluation.trials import TRIALS
from tests.evaluation.understand import understand

PAGE = ROOT / "docs" / "evaluation.md"
_EVERY = 2  # question is asked with slips as well


def main() -> int:
    """Evaluate; exit status 0, or 2 when there is no catalogue or no trained model to evaluate."""
    parser = argparse.ArgumentParser(description="Measure how well questions find their records.")
    parser.add_argument("--failures", metavar="SET", help="print what failed in one set, and write no page")
    options = parser.parse_args()
    models = sorted((ROOT / "models").glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    if not models:
        print("there is no trained model; 'make run' trains one", file=sys.stderr)
        return 2
    try:
        world = World(Catalogue.of(read_settings()), encode_once, encode_words=encode_words_once)
        sets = {name: read_questions(name) for name in ([options.failures] if options.failures else SETS)}
        understood = understand(models[-1], [one.ask for questions in sets.values() for one in questions])
        asked = {name: ask_all(world, questions, understood) for name, questions in sets.items()}
        if options.failures:
            _print_failures(asked[options.failures])
            return 0
        messages = read_messages()
        heeded = heed_all(world, messages, understand(models[-1], [one.ask for one in messages]))
        some = [one for questions in sets.values() for one in questions][::_EVERY]
        print("slips of typing", flush=True)
        with_slips = ask_with_slips(world, some, understood)
        tried = [Tried("", True, {name: ranks(world, questions, understood) for name, questions in sets.items()})]
        for trial in TRIALS:
            print(f"trial: {trial.name}", flush=True)
            places = {name: trial.ranking(world, questions, understood) for name, questions in sets.items()}
            tried.append(Tried(trial.name, trial.is_kept, places))
    except (DatabaseMissing, SettingError, OSError, subprocess.SubprocessError) as error:
        print(f"could not evaluate: {error}", file=sys.stderr)
        return 2
    PAGE.write_text(make_page(date.today().isoformat(), asked, tried, heeded, with_slips), "utf-8")
    print(f"wrote {PAGE.relative_to(ROOT)}")
    return 0


def _print_failures(rows: list[Asked]) -> None:
    for row in rows:
        if not (row.is_first and row.passes):
            missing = f"lacks {row.missing!r}" if row.missing else "passes"
            wanted, told = ", ".join(row.question.records), ", ".join(row.told[:3])
            print(f"{row.question.ask}\n  wanted {wanted}; told {told}; {missing}")


if __name__ == "__main__":
    sys.exit(main())
