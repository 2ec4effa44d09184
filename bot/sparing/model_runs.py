"""Rasa lets dask plan the run of a model's components anew for each message and each choice of an action.

The plan depends on the model alone. Here it is made once for each goal, and the components run one after the other, as
they do with dask, which runs them in one thread too. The planning took a tenth of what Rasa does for a message.
"""

from __future__ import annotations

from typing import Any

import rasa.core.processor
from rasa.engine.exceptions import GraphRunError
from rasa.engine.runner.dask import DaskGraphRunner


class PlannedRunner(DaskGraphRunner):
    """Runs the components of a loaded model in an order that is found once."""

    def run(self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
        """Run what some components need, and them.

        Args:
            inputs: by the name that components know them by.
            targets: names of components; None for those that the model names.

        Returns:
            What the targets gave, by their names.

        Raises:
            GraphRunError: a component lacks an input, or failed in a way of its own.
        """
        wanted = tuple(targets or self._graph_schema.target_names)
        # A component takes and gives pairs of a name and what it names; a name alone stands for what is missing.
        given: dict[str, Any] = {name: (name, value) for name, value in (inputs or {}).items()}
        try:
            for name in self._planned(wanted):
                parents = self._graph_schema.nodes[name].needs.values()
                given[name] = self._instantiated_nodes[name](*(given.get(parent, parent) for parent in parents))
        except RuntimeError as error:
            raise GraphRunError("Error running runner.") from error
        return dict(given[name] for name in wanted)

    def _planned(self, wanted: tuple[str, ...]) -> list[str]:
        plans: dict[tuple[str, ...], list[str]] = self.__dict__.setdefault("plans", {})
        if wanted not in plans:
            plans[wanted] = self._plan(wanted)
        return plans[wanted]

    def _plan(self, wanted: tuple[str, ...]) -> list[str]:
        """Components in an order in which each comes after all that it needs."""
        plan: dict[str, None] = {}

        def add(name: str) -> None:
            # What is no component is an input.
            if name in self._graph_schema.nodes and name not in plan:
                for parent in self._graph_schema.nodes[name].needs.values():
                    add(parent)
                plan[name] = None

        for name in wanted:
            add(name)
        return list(plan)


def order_nodes_once() -> None:
    """Let models that Rasa loads from now on, in this process, run by a plan that is made once."""
    rasa.core.processor.DaskGraphRunner = PlannedRunner  # type: ignore[misc]
