"""The two sides of the comparison: this assistant, and the same data with what Rasa chooses for a new project.

Both are trained on the same phrases, domain and rules. The default side's configuration is Rasa's own file for new
projects, copied unchanged out of the installed package: it leaves pipeline and policies empty, and Rasa fills them in
when it trains.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psutil
import requests
import yaml

from bot.assemble import assemble, training_fingerprint
from bot.serve import Servers, environment, last_lines, train_command
from core.settings import ROOT, Settings
from core.yaml_text import parse_yaml
from tests.benchmark.clients import FAILURE, ask

CACHE = ROOT / "build" / "bench"
OURS = "this assistant"
DEFAULT = "rasa init"
_NEW_PROJECT = "cli/initial_project/config.yml"
_CHANNELS = "cli/initial_project/credentials.yml"
_FILLED_IN = "engine/recipes/config_files/default_config.yml"
_TRAINING_SECONDS = 3 * 3600.0
_START_SECONDS = 180.0
_FIRST_REPLY_SECONDS = 30.0
_SKIPPED = re.compile(r"Skipping training of `(\w+)`")


class BenchmarkError(RuntimeError):
    """Something can't be measured; the message says what and why."""


@dataclass(frozen=True)
class Trained:
    """A model and what its training took.

    Attributes:
        model: the model's file.
        seconds: by the clock.
        cpu_seconds: of all cores together; other work on the machine hardly changes it.
        load: of the machine when the training began; above about 0.5, others were at work and the clock says too much.
        trained_on: the day, as ISO date.
        untrained: policies that Rasa left untrained, because the data has nothing that they learn from.
    """

    model: Path
    seconds: float
    cpu_seconds: float
    load: float
    trained_on: str
    untrained: list[str]


@dataclass(frozen=True)
class Side:
    """One of the two that are compared.

    Attributes:
        name: `OURS` or `DEFAULT`.
        slug: for the names of files.
        config: the text of its Rasa configuration.
        fingerprint: of all that its model depends on; names the model in the cache.
    """

    name: str
    slug: str
    config: str
    fingerprint: str

    @property
    def folder(self) -> Path:
        """Where its training data, logs and conversations lie."""
        return CACHE / self.slug


def rasa_file(path: str) -> Path:
    """A file of the installed Rasa package."""
    spec = find_spec("rasa")
    folders = list(spec.submodule_search_locations or []) if spec else []
    if not folders or not (Path(folders[0]) / path).is_file():
        raise BenchmarkError(f"the installed Rasa has no {path}")
    return Path(folders[0]) / path


def default_config(epochs: int | None = None) -> str:
    """The configuration that ``rasa init`` writes.

    Args:
        epochs: trains that many instead of Rasa's choice, for a quick look; the file is Rasa's filled-in one then.

    Returns:
        The text of the file.

    Raises:
        BenchmarkError: Rasa's file names a pipeline or policies itself, so it isn't what this comparison takes it for.
    """
    written = rasa_file(_NEW_PROJECT).read_text("utf-8")
    held = parse_yaml(written)
    if held.get("pipeline") or held.get("policies"):
        raise BenchmarkError(f"{_NEW_PROJECT} of the installed Rasa names components itself: adapt the comparison")
    if epochs is None:
        return written
    filled = _filled_in()
    for part in (*filled["pipeline"], *filled["policies"]):
        if "epochs" in part:
            part["epochs"] = epochs
    return yaml.safe_dump(filled, sort_keys=False)


def components(config: str) -> list[str]:
    """Names of a configuration's components and policies, those that Rasa fills in included."""
    held = parse_yaml(config)
    filled = _filled_in()
    parts = [*(held.get("pipeline") or filled["pipeline"]), *(held.get("policies") or filled["policies"])]
    return [part["name"].rpartition(".")[2] for part in parts]


def _filled_in() -> dict[str, Any]:
    filled: dict[str, Any] = parse_yaml(rasa_file(_FILLED_IN).read_text("utf-8"))
    return filled


def make_sides(epochs: int | None = None) -> tuple[Side, Side]:
    """This assistant and the default, each with its training data put together under the cache folder.

    Args:
        epochs: see `default_config`.

    Returns:
        Ours, then the default.
    """
    slug = "default" if epochs is None else "quick"
    ours, default = (assemble(CACHE / name / "train") for name in ("ours", slug))
    config = default_config(epochs)
    (default / "config.yml").write_text(config, "utf-8")
    for folder in (ours, default):
        stories = as_stories((folder / "data" / "rules.yml").read_text("utf-8"))
        (folder / "data" / "stories.yml").write_text(stories, "utf-8")
    channels = CACHE / slug / "credentials.yml"
    channels.write_text(rasa_file(_CHANNELS).read_text("utf-8"), "utf-8")
    return (
        Side(OURS, "ours", (ours / "config.yml").read_text("utf-8"), training_fingerprint()),
        Side(DEFAULT, slug, config, _digest(default)),
    )


def as_stories(rules: str) -> str:
    """Rules without a condition as stories: two of the default's policies learn from stories alone.

    Args:
        rules: the text of a file of rules.

    Returns:
        The text of a file of stories.
    """
    held = parse_yaml(rules)
    stories = [{"story": rule["rule"], "steps": rule["steps"]} for rule in held["rules"] if "condition" not in rule]
    return yaml.safe_dump({"version": held["version"], "stories": stories}, sort_keys=False, allow_unicode=True)


def _digest(folder: Path) -> str:
    digest = hashlib.sha256(version("rasa").encode())
    for path in sorted(folder.rglob("*.yml")):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def trained(side: Side, settings: Settings) -> Trained:
    """The side's model from the cache; trained now, from nothing, if it isn't there.

    Args:
        side: to train.
        settings: for the environment of the training.

    Returns:
        The model, and what its training took when it took place.

    Raises:
        BenchmarkError: the training failed or took too long.
    """
    name = f"{side.slug}-{side.fingerprint}"
    model, notes = CACHE / f"{name}.tar.gz", CACHE / f"{name}.json"
    if model.is_file() and notes.is_file():
        return Trained(model=model, **json.loads(notes.read_text("utf-8")))
    train, log = side.folder / "train", side.folder / "training.log"
    command = [*train_command(train, CACHE, name), "--force"]
    # A cache of size nothing: parts trained before must not make the training look short.
    variables = {**environment(settings), "RASA_MAX_CACHE_SIZE": "0"}
    if side.name == DEFAULT:
        # What is set to save memory on our side could slow down a training of another kind.
        variables = {name: value for name, value in variables.items() if not name.startswith("MALLOC_")}
    print(f"  {side.name}: training it; ours takes a minute or two, the default ten to thirty", flush=True)
    load, before, began = os.getloadavg()[0], _cpu_of_children(), time.monotonic()
    status = run_logged(command, variables, log, _TRAINING_SECONDS)
    seconds, cpu = time.monotonic() - began, _cpu_of_children() - before
    if status or not model.is_file():
        raise BenchmarkError(f"training {side.name} failed; its last lines:\n{last_lines(log)}")
    took: dict[str, Any] = {
        "seconds": seconds,
        "cpu_seconds": cpu,
        "load": load,
        "trained_on": date.today().isoformat(),
        "untrained": untrained(log.read_text("utf-8", "replace")),
    }
    notes.write_text(json.dumps(took), "utf-8")
    print(f"  {side.name}: trained in {seconds:.0f} s", flush=True)
    return Trained(model=model, **took)


def untrained(log: str) -> list[str]:
    """The policies that a training's log says were skipped, each once, in order."""
    return list(dict.fromkeys(_SKIPPED.findall(log)))


def run_logged(command: list[str], variables: dict[str, str], log: Path, seconds: float) -> int:
    """Run a program of ours to its end, or kill it.

    Args:
        command: and arguments.
        variables: its environment.
        log: takes all that it prints.
        seconds: that it may take.

    Returns:
        Its exit status.

    Raises:
        BenchmarkError: it took longer.
    """
    try:
        with log.open("wb") as out:
            return subprocess.run(
                command,
                cwd=ROOT,
                env=variables,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                check=False,
                timeout=seconds,
            ).returncode
    except subprocess.TimeoutExpired:
        raise BenchmarkError(f"no end after {seconds:.0f} s; its log is {log.relative_to(ROOT)}") from None


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class Running:
    """A side's servers while they run.

    Args:
        settings: of the side, see `settings_of`.
        servers: started, ready.
        seconds: from the start of the processes to the first reply.
    """

    def __init__(self, settings: Settings, servers: Servers, seconds: float, processes: list[psutil.Process]) -> None:
        self.settings = settings
        self.servers = servers
        self.seconds = seconds
        self._processes = processes

    def memory(self) -> float:
        """Megabytes of all processes of the side; pages that they share count once."""
        held = [process.memory_full_info() for process in self._all()]
        return float(sum(getattr(one, "pss", one.rss) for one in held)) / 1e6

    def cpu_seconds(self) -> float:
        """Processor time that all processes of the side have used so far."""
        times = [process.cpu_times() for process in self._all()]
        return float(sum(one.user + one.system for one in times))

    def _all(self) -> list[psutil.Process]:
        return [one for process in self._processes for one in (process, *process.children(recursive=True))]


def settings_of(side: Side, settings: Settings, first_port: int) -> Settings:
    """Settings of a side's servers: its own ports, logs and conversations; all else as set."""
    return replace(
        settings,
        rasa_port=first_port,
        actions_port=first_port + 1,
        run_dir=side.folder / "run",
        conversations_url=f"sqlite:///{side.folder / 'run' / 'conversations.db'}",
    )


@contextmanager
def running(side: Side, model: Path, settings: Settings, first_port: int) -> Iterator[Running]:
    """Bring a side's servers up with no conversations kept; stop them whatever happens.

    Args:
        side: to run.
        model: its model.
        settings: see `core.settings`.
        first_port: of the two ports that are used.

    Yields:
        The side, ready.

    Raises:
        ServeError: a port is taken, or a server died.
        BenchmarkError: there was no reply in time.
    """
    own = settings_of(side, settings, first_port)
    shutil.rmtree(own.run_dir, ignore_errors=True)
    own.run_dir.mkdir(parents=True)
    others = set(psutil.Process().children())
    if side.name == OURS:
        servers = Servers(own, model)
    else:
        servers = Servers(own, model, side.folder / "credentials.yml", rasa="rasa")
    try:
        began = time.monotonic()
        servers.start()
        _wait_for_reply(servers, own.rest_url)
        seconds = time.monotonic() - began
        yield Running(own, servers, seconds, [one for one in psutil.Process().children() if one not in others])
    finally:
        with _unhurried():
            started = [one for one in psutil.Process().children() if one not in others]
            family = started + [one for child in started for one in child.children(recursive=True)]
            servers.stop()
            for process in family:
                # What a server leaves behind when it ends is ours to end as well.
                if process.is_running():
                    process.kill()


def _wait_for_reply(servers: Servers, url: str) -> None:
    """Wait until a question gets a reply, even one that says nothing: a model that isn't sure is ready all the same."""
    deadline = time.monotonic() + _START_SECONDS
    with requests.Session() as session:
        while ask(session, url, "first", "who mends potholes", _FIRST_REPLY_SECONDS).outcome == FAILURE:
            servers.check()
            if time.monotonic() > deadline:
                raise BenchmarkError(f"no reply {_START_SECONDS:.0f} s after the start; the logs are beside the models")
            time.sleep(0.1)


@contextmanager
def _unhurried() -> Iterator[None]:
    """Let an interrupt that comes inside wait until the end, so that stopping is done to its end."""
    held = {signal.SIGINT, signal.SIGTERM}
    signal.pthread_sigmask(signal.SIG_BLOCK, held)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, held)
