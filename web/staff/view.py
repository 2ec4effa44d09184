"""A record as staff see it: what to say, figures, where it stands, whom to turn to, and other years."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from core.answering.compose import (
    InitiativeAnswer,
    NeedAnswer,
    amount,
    area_responsible,
    compose_initiative,
    compose_need,
    in_words,
    source_line,
    standing_line,
)
from core.answering.series import FigureSeries, all_series
from core.answering.wording import say
from core.catalogue.records import Figure, ReportedInitiative, ServedNeed, ServedTopic, Stub, valid_on
from core.lookup.opening import is_open
from core.lookup.responsibility import Responsible, who_is_responsible
from core.turn import World
from web.charts import chart_path

SAME_MATTER = 0.6  # how near two summaries are, as a cosine, when they tell of one matter in different reports
_A_YEAR = 2  # related records of one report at most
_SAID = ("answer", "text", "contact", "ask")  # kinds of lines that are read out


@dataclass(frozen=True)
class Contact:
    """Whom to turn to, as a card.

    Attributes:
        name: of the body.
        phone: to ring, or empty.
        web: page, or empty.
        hours: in words, or empty.
        is_open: now; None when the hours don't tell.
        do: what is special there.
        who: whom it is for.
        checked: month in which the contact was checked.
    """

    name: str
    phone: str
    web: str
    hours: str
    is_open: bool | None
    do: str = ""
    who: str = ""
    checked: str = ""

    @property
    def tel(self) -> str:
        """The phone number as a link dials it."""
        return re.sub(r"\D", "", self.phone)


@dataclass(frozen=True)
class Related:
    """A record of the same matter in another report."""

    id: str
    year: int
    title: str
    status: str
    figures: tuple[str, ...]


@dataclass(frozen=True)
class Chart:
    """A figure over the years.

    Attributes:
        label: what is counted.
        path: address of the picture.
        values: period and amount of each value, the oldest first.
    """

    label: str
    path: str
    values: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        """The same in words."""
        return ", ".join(f"{period}: {amount}" for period, amount in self.values)


@dataclass(frozen=True)
class View:
    """A record as staff see it.

    Attributes:
        id: of the record.
        kind: ``initiative`` or ``need``.
        title: in a few words.
        area: name of the service area.
        say: lines to read out.
        contacts: whom to turn to, the responsible body first.
        figures: what is counted, with the value.
        standing: year and status, in words.
        year: of the report; 0 for a need.
        status: of an initiative; empty for a need.
        source: where it stands, with lines.
        ready: what to have at hand.
        rule: that settles the matter, with its source.
        related: records of the same topic, or of other years that are near in meaning.
        charts: figures that several of them give; those of the record itself first.
        is_under_review: whether somebody has called it wrong or out of date.
    """

    id: str
    kind: str
    title: str
    area: str
    say: tuple[str, ...]
    contacts: tuple[Contact, ...] = ()
    figures: tuple[tuple[str, str], ...] = ()
    standing: str = ""
    year: int = 0
    status: str = ""
    source: str = ""
    ready: str = ""
    rule: tuple[str, str] | None = None
    related: tuple[Related, ...] = ()
    charts: tuple[Chart, ...] = ()
    is_under_review: bool = False

    @property
    def link(self) -> str:
        """The address of its page."""
        return f"/staff/records/{self.id}"

    @property
    def mail(self) -> str:
        """The record as text for an e-mail."""
        lines = [self.title, "", *self.say]
        lines += [f"- {label}: {value}" for label, value in self.figures]
        lines += [line for line in (self.ready, self.rule[0] if self.rule else "", self.standing, self.source) if line]
        return "\n".join(lines)


@dataclass
class Views:
    """Makes views of records.

    Args:
        world: catalogue and day.
        moment: for what is open now; with a time zone.
        district: of the resident; None when it isn't known.
        under_review: ids of records with an open review.
        with_all: whether all signposts are shown, or the responsible body alone.
    """

    world: World
    moment: datetime
    district: str | None = None
    under_review: frozenset[str] = frozenset()
    with_all: bool = False
    _by_area: dict[str, list[Stub]] = field(default_factory=dict)
    _topics: dict[str, ServedTopic] = field(default_factory=dict)

    def of(self, initiatives: Iterable[ReportedInitiative], needs: Iterable[ServedNeed]) -> dict[str, View]:
        """Views of records, by id.

        Raises:
            DatabaseMissing: the catalogue can't be read.
        """
        told = list(initiatives)
        topic_of = self.world.snapshot.topic_of
        self._topics = self.world.catalogue.topics({topic_of[one.id] for one in told if one.id in topic_of})
        near = {one.id: self._related_ids(one) for one in told}
        others = self.world.catalogue.initiatives({record for records in near.values() for record in records})
        views = [
            self._initiative(one, [others[record] for record in near[one.id] if record in others]) for one in told
        ]
        views += [self._need(need) for need in needs]
        return {view.id: replace(view, is_under_review=view.id in self.under_review) for view in views}

    def _initiative(self, one: ReportedInitiative, related: list[ReportedInitiative]) -> View:
        snapshot = self.world.snapshot
        area, report = snapshot.areas[one.area], snapshot.reports[one.report]
        responsible = area_responsible(area, snapshot.organisations)
        page, _ = compose_initiative(InitiativeAnswer(one, report, responsible))
        lines = f"{source_line(one, report).rstrip('.')}, lines {', '.join(one.lines)}."
        return View(
            id=one.id,
            kind="initiative",
            title=one.title,
            area=area.name,
            say=tuple(part.text for part in page.parts if part.kind in _SAID),
            contacts=self._contacts(responsible),
            figures=tuple((f"{figure.label}{_period(figure)}", amount(figure)) for figure in one.figures),
            standing=standing_line(one, report),
            year=one.report,
            status=one.status,
            source=lines,
            related=tuple(
                Related(
                    other.id,
                    other.report,
                    other.title,
                    other.status,
                    tuple(f"{figure.label}: {amount(figure)}" for figure in other.figures),
                )
                for other in related
            ),
            charts=tuple(map(_chart, self._series(one, related))),
        )

    def _need(self, need: ServedNeed) -> View:
        snapshot = self.world.snapshot
        responsible = who_is_responsible(need, self.district, snapshot.organisations, self.world.today())
        page, _ = compose_need(NeedAnswer(need, responsible))
        checked = in_words(responsible.checked_on) if responsible.checked_on else ""
        source = ""
        if responsible.source:
            name = responsible.organisation.name if responsible.organisation else ""
            source = say("source_need", source=responsible.source, checked=checked, name=name)
        return View(
            id=need.id,
            kind="need",
            title=need.need,
            area=snapshot.areas[need.area].name,
            say=tuple(part.text for part in page.parts if part.kind in _SAID),
            contacts=(*self._contacts(responsible), *self._posts(need, responsible)),
            source=source,
            ready=say("have_ready", have_ready=need.have_ready.rstrip(".")) if need.have_ready else "",
            rule=(need.rule.text, need.rule.source) if need.rule else None,
        )

    def _contacts(self, responsible: Responsible) -> tuple[Contact, ...]:
        if responsible.organisation is None:
            return ()
        return (
            Contact(
                responsible.organisation.name,
                responsible.phone,
                responsible.web,
                responsible.hours,
                is_open(responsible.hours, self.moment),
                responsible.do,
                "",
                in_words(responsible.checked_on) if responsible.checked_on else "",
            ),
        )

    def _posts(self, need: ServedNeed, responsible: Responsible) -> list[Contact]:
        """The other signposts that hold today."""
        if not self.with_all:
            return []
        organisations, today = self.world.snapshot.organisations, self.world.today()
        first = responsible.organisation.id if responsible.organisation else ""
        posts = []
        for post in need.signposts:
            body = organisations[post.organisation]
            is_valid = valid_on(today, post.valid_from, post.valid_to)
            is_valid = is_valid and valid_on(today, body.valid_from, body.valid_to)
            if not is_valid or post.organisation == first:
                continue
            hours = post.hours or body.hours
            posts.append(
                Contact(
                    body.name,
                    post.phone or body.phone or "",
                    post.web or body.web or "",
                    hours,
                    is_open(hours, self.moment),
                    post.do,
                    post.who,
                    in_words(post.checked_on),
                )
            )
        return posts

    def _series(self, one: ReportedInitiative, related: list[ReportedInitiative]) -> list[FigureSeries]:
        topic = self._topics.get(self.world.snapshot.topic_of.get(one.id, ""))
        if topic is None:
            return []
        held = all_series(topic, {each.id: each for each in (one, *related)}, self.world.snapshot.reports)
        return sorted(held, key=lambda series: not series.has(one.id))

    def _related_ids(self, one: ReportedInitiative) -> list[str]:
        """Records that tell of the same matter, the newest first: of the topic, where there is one."""
        snapshot = self.world.snapshot
        topic = self._topics.get(snapshot.topic_of.get(one.id, ""))
        if topic is not None:
            return [record for record in topic.initiatives if record != one.id]
        vector = snapshot.meaning_of(one.id, "summary")
        if vector is None:
            return []
        if not self._by_area:
            for stub in snapshot.stubs:
                if stub.kind == "initiative":
                    self._by_area.setdefault(stub.areas[0], []).append(stub)
        others = [stub for stub in self._by_area.get(one.area, []) if stub.year != one.report]
        if not others:
            return []
        rows = snapshot.summaries[[snapshot.position[stub.id] for stub in others]]
        cosines = snapshot.vectors[rows] @ vector
        near = sorted(
            ((float(cosine), stub) for cosine, stub in zip(cosines, others, strict=True) if cosine >= SAME_MATTER),
            key=lambda pair: -pair[0],
        )
        a_year: dict[int, list[str]] = {}
        for _, stub in near:
            held = a_year.setdefault(stub.year, [])
            if len(held) < _A_YEAR:
                held.append(stub.id)
        return [record for year in sorted(a_year, reverse=True) for record in a_year[year]]


def _chart(series: FigureSeries) -> Chart:
    values = tuple((value.period, value.amount) for value in series.values)
    return Chart(series.name, chart_path(series.id), values)


def _period(figure: Figure) -> str:
    return f" ({figure.period})" if figure.period else ""
