"""Measures both sides and writes ``docs/benchmarks.md``: ``make bench``; ``python -m tests.benchmark.run --help``."""

from __future__ import annotations

import argparse
import itertools
import json
import os
import platform
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from datetime import date
from importlib.metadata import version
from pathlib import Path

import psutil

from bot.assemble import read_intents
from bot.serve import (
    Interrupted,
    ServeError,
    build_database,
    environment,
    last_lines,
    refuse_taken_port,
    stop_on_signals,
)
from core.catalogue.catalogue import Catalogue
from core.catalogue.database import DatabaseMissing
from core.settings import DATA, ROOT, SettingError, Settings, read_settings
from core.turn import World
from core.understanding.encoder import encode_once, encode_words_once, shared_encoder
from tests.benchmark.clients import many_clients, messages, one_client
from tests.benchmark.held_out import read_held_out, unseen
from tests.benchmark.look_up import Found, measure_look_up, read_sought
from tests.benchmark.report import Crowd, Findings, Measured, Surroundings, in_short, make_document
from tests.benchmark.sides import (
    CACHE,
    BenchmarkError,
    Side,
    Trained,
    components,
    make_sides,
    run_logged,
    running,
    trained,
)
from tests.benchmark.web import WebMeasured, measure_web

PAGE = ROOT / "docs" / "benchmarks.md"
SEED = 20261122
CLIENTS = 8
_PREDICT_SECONDS = 900.0


@dataclass(frozen=True)
class Amount:
    """How much is measured.

    Attributes:
        held_out: questions for the intents; None for all.
        epochs: of the default's training; None for Rasa's own choice.
        starts: of each side.
        before_memory: questions before memory is read.
        warm_up: questions before each side's first timed one.
        rounds: in which the sides take turns.
        questions: timed, of one client, in a round.
        crowd_seconds: that eight clients ask in a round.
    """

    held_out: int | None = None
    epochs: int | None = None
    starts: int = 3
    before_memory: int = 200
    warm_up: int = 50
    rounds: int = 2
    questions: int = 150
    crowd_seconds: float = 20.0


QUICK = Amount(held_out=40, epochs=2, starts=1, before_memory=20, warm_up=5, rounds=2, questions=15, crowd_seconds=3.0)


class Run:
    """One run of all measurements.

    Args:
        amount: how much is measured.
        settings: of the servers; ports, logs and conversations are the run's own.
        first_port: of five in a row.
    """

    def __init__(self, amount: Amount, settings: Settings, first_port: int) -> None:
        self.amount = amount
        self.settings = replace(settings, rasa_host="127.0.0.1", actions_host="127.0.0.1")
        self.ports = (first_port, first_port + 2)
        self.timeout = settings.answer_timeout + 10
        self.sides = make_sides(amount.epochs)
        questions = read_held_out()
        self.texts = [question.text for question in questions]
        phrases = [phrase for examples in read_intents(DATA / "nlu").values() for phrase in examples]
        self.held_out = unseen(questions, phrases)
        self.left_out = len(questions) - len(self.held_out)
        if amount.held_out is not None:
            self.held_out = self.held_out[:: max(1, len(self.held_out) // amount.held_out)]
        self.models: list[Trained] = []
        self.measured: list[Measured] = []
        self.web = WebMeasured()
        self.busy = 0.0

    def train(self) -> None:
        """Train both sides, if the cache has no models of them."""
        for side in self.sides:
            model = trained(side, self.settings)
            self.models.append(model)
            self.measured.append(Measured(model.seconds, model.cpu_seconds, model.load, model.trained_on))

    def understand(self) -> None:
        """Let both models say what they make of the held-out questions."""
        asked, given = CACHE / "questions.json", CACHE / "predictions.json"
        asked.write_text(json.dumps([question.text for question in self.held_out]), "utf-8")
        for side, model, measured in self._each():
            command = [sys.executable, "-m", "tests.benchmark.predict", str(model.model), str(asked), str(given)]
            log = side.folder / "predict.log"
            given.unlink(missing_ok=True)
            if run_logged(command, environment(self.settings), log, _PREDICT_SECONDS):
                raise BenchmarkError(f"{side.name} can't say what it makes of the questions:\n{last_lines(log)}")
            found = json.loads(given.read_text("utf-8"))
            measured.intents = [one["intent"] for one in found]
            measured.likeliest = [one["likeliest"] for one in found]

    def start(self) -> None:
        """Start each side alone, some times, in turns; read its processor time and memory after some questions."""
        for number, (side, model, measured) in itertools.product(range(self.amount.starts), self._each()):
            self._watch()
            with running(side, model.model, self.settings, self.ports[0]) as up:
                measured.ready.append(up.seconds)
                asked = itertools.islice(messages(self.texts, SEED, f"memory-{number}"), self.amount.before_memory)
                before = up.cpu_seconds()
                one_client(up.settings.rest_url, asked, self.timeout)
                measured.cpu.append((up.cpu_seconds() - before) / self.amount.before_memory)
                measured.memory.append(up.memory())
            print(
                f"  {side.name}: ready after {measured.ready[-1]:.1f} s, {measured.memory[-1]:.0f} MB,"
                f" {1000 * measured.cpu[-1]:.0f} ms of processor time a message",
                flush=True,
            )

    def answer(self) -> None:
        """Run both sides and let one client ask, then eight at once, the sides in turns."""
        amount = self.amount
        with ExitStack() as stack:
            up = [
                stack.enter_context(running(side, model.model, self.settings, port))
                for (side, model, _), port in zip(self._each(), self.ports, strict=True)
            ]
            for one in up:
                warm_up = itertools.islice(messages(self.texts, SEED, "warm-up"), amount.warm_up)
                one_client(one.settings.rest_url, warm_up, self.timeout)
            for number in range(amount.rounds):
                self._watch()
                for one, measured in zip(up, self.measured, strict=True):
                    asked = itertools.islice(messages(self.texts, SEED + number, f"one-{number}"), amount.questions)
                    measured.replies += one_client(one.settings.rest_url, asked, self.timeout)
                    one.servers.check()
            for number in range(amount.rounds):
                self._watch()
                for one, measured in zip(up, self.measured, strict=True):
                    each = [messages(self.texts, SEED + by, f"crowd-{number}-{by}") for by in range(CLIENTS)]
                    crowd = many_clients(one.settings.rest_url, each, amount.crowd_seconds, self.timeout)
                    measured.crowds.append(Crowd(*crowd))
                    one.servers.check()
            self._watch()
            self.web = measure_web(up[0].settings, self.ports[1] + 2, self.texts, SEED, amount.questions)

    def look_up(self) -> tuple[list[Found], int]:
        """How the search fares, and with how many questions."""
        if shared_encoder() is None:
            raise BenchmarkError("the sentence encoder is off or missing; set SENTENCE_ENCODER=on, or see 'make env'")
        sought = read_sought()
        world = World(Catalogue.of(self.settings), encode_once, encode_words=encode_words_once)
        return measure_look_up(world, sought), len(sought)

    def _each(self) -> Iterator[tuple[Side, Trained, Measured]]:
        return iter(list(zip(self.sides, self.models, self.measured, strict=True)))

    def _watch(self) -> None:
        """Look how busy the machine is while nothing of ours is at work."""
        self.busy = max(self.busy, psutil.cpu_percent(interval=1.0))

    def surroundings(self, quick: bool) -> Surroundings:
        """Where and how it was measured."""
        default = self.sides[1]
        return Surroundings(
            day=date.today().isoformat(),
            cores=os.cpu_count() or 1,
            memory_gb=psutil.virtual_memory().total / 1e9,
            system=platform.system(),
            python=platform.python_version(),
            rasa=version("rasa"),
            busy=self.busy,
            components=components(default.config),
            untrained=self.models[1].untrained,
            clients=CLIENTS,
            before_memory=self.amount.before_memory,
            quick=quick,
        )


def measure(run: Run, quick: bool) -> Path:
    """Measure everything and write it down.

    Returns:
        The page that was written; the raw figures lie beside the models.
    """
    print("training both sides, unless their models are kept from before", flush=True)
    run.train()
    print("finding records", flush=True)
    found, sought = run.look_up()
    print("understanding the held-out questions", flush=True)
    run.understand()
    print("starting each side alone", flush=True)
    run.start()
    print("asking both sides in turns", flush=True)
    run.answer()
    expected = [question.intent for question in run.held_out]
    ours, default = run.measured
    findings = Findings(run.surroundings(quick), expected, ours, default, found, sought, run.left_out, run.web)
    (CACHE / ("quick.json" if quick else "results.json")).write_text(json.dumps(asdict(findings)), "utf-8")
    page = CACHE / "quick.md" if quick else PAGE
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(make_document(findings), "utf-8")
    print(in_short(findings))
    return page


def main() -> int:
    """Measure; exit status 0 when all was measured, targets met or not, 1 when it can't be, 130 when interrupted."""
    parser = argparse.ArgumentParser(description="Measure this assistant against what `rasa init` writes.")
    parser.add_argument(
        "--quick",
        action="store_true",
        help="few questions and epochs, written to build/bench/quick.md: to try the benchmark itself",
    )
    parser.add_argument("--train-only", action="store_true", help="train both sides into build/bench and stop")
    parser.add_argument(
        "--first-port",
        type=int,
        default=5310,
        metavar="PORT",
        help="of five in a row for the servers (default: %(default)s)",
    )
    options = parser.parse_args()
    stop_on_signals()
    try:
        build_database()
        run = Run(QUICK if options.quick else Amount(), read_settings(), options.first_port)
        if options.train_only:
            run.train()
            return 0
        for port in range(options.first_port, options.first_port + 5):
            refuse_taken_port("127.0.0.1", port, "--first-port")
        print(f"written: {measure(run, options.quick).relative_to(ROOT)}")
    except Interrupted:
        print("\nstopped; nothing was written", file=sys.stderr)
        return 130
    except (BenchmarkError, DatabaseMissing, ServeError, SettingError) as error:
        print(f"can't measure: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
