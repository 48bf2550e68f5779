"""Articles and findings as reporters would bring them, for tests that need no rule engine."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.model.feed import Article, Reliability
from bot.model.finding import Claim, Count, Effect, Finding, Mode, Place, Signal, Toll, Zone
from bot.model.kind import EVENT_TYPE, SUB_EVENT_TYPE, Family, Kind
from bot.model.scale import Certainty, Severity, Urgency
from bot.track import Memory, Tracked, keys_of, track

NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)

RAID = (
    "Jets of the Northern Alliance bombed a depot of the River Brigade near Tarrow at dawn, and"
    " at least seven people died, the mayor said. Smoke stood over the mill quarter of Tarrow"
    " and the road to the ferry was shut. The Alliance called the depot a drone workshop."
)
SECOND = (
    "Rescuers in Tarrow pulled bodies from the mill quarter after Alliance aircraft hit the River"
    " Brigade's depot. A nurse at the clinic spoke of at least seven dead. The ferry road stayed"
    " closed, and the drone workshop was burning, witnesses said."
)
OTHER = (
    "Aircraft of the Northern Alliance bombed a barracks of the Hill Guard outside Velmont in the"
    " evening and killed three guards, officials said. The Velmont power station lost two lines"
    " and the airport was closed to traffic."
)


def article(id_: str, title: str, text: str, **more: object) -> Article:
    """An article seen at noon and published then; the source is named after the id unless given."""
    made = Article(
        id=id_,
        feed_id=f"feed-{id_}",
        title=title,
        text=text,
        source=f"Source {id_}",
        url=f"https://news.example/{id_}",
        published=NOON,
        seen=NOON,
        reliability=Reliability.B,
    )
    return replace(made, **more)  # type: ignore[arg-type]  # any field of an Article


def act(kind: Kind = Kind.AIR_STRIKE, **more: object) -> Signal:
    """A current act in the lead."""
    made = Signal(
        rule=f"test.{kind}",
        family=Family.ACT,
        kind=kind,
        sub_event_type=SUB_EVENT_TYPE[kind],
        actor="Northern Alliance",
        target="River Brigade",
        place="Tarrow",
        zone=Zone.LEAD,
        span=(0, 10),
        sentence="Jets bombed a depot.",
    )
    return replace(made, **more)  # type: ignore[arg-type]  # any field of a Signal


def word(kind: Kind, sentence: str, *, actor: str | None = None, zone: Zone = Zone.LEAD) -> Signal:
    """A threat (future) or a calming word (current)."""
    calm = kind in (Kind.CEASEFIRE, Kind.TALKS, Kind.RELEASE, Kind.WITHDRAWAL)
    return Signal(
        rule=f"test.{kind}",
        family=Family.DEESCALATION if calm else Family.WORD,
        kind=kind,
        mode=Mode.CURRENT if calm else Mode.FUTURE,
        actor=actor,
        zone=zone,
        span=(0, 10),
        sentence=sentence,
    )


def claim(count: Count, *, said_by: str | None = None, effect: Effect = Effect.KILLED) -> Claim:
    """A current claim of the lead."""
    return Claim(
        effect=effect,
        count=count,
        of="people",
        said_by=said_by,
        zone=Zone.LEAD,
        span=(0, 10),
        sentence=f"{count} people.",
    )


def raid(killed: Count | None = Count(7, None), **more: object) -> Finding:  # noqa: B008  Count is frozen
    """A severe air strike on Tarrow."""
    made = Finding(
        relevant=True,
        alertable=True,
        severity=Severity.SEVERE,
        urgency=Urgency.IMMEDIATE,
        certainty=Certainty.POSSIBLE,
        event_type=EVENT_TYPE[SUB_EVENT_TYPE[Kind.AIR_STRIKE]],
        sub_event_type=SUB_EVENT_TYPE[Kind.AIR_STRIKE],
        packs="sha256:test",
        country="AA",
        places=(Place(name="Tarrow", country="AA"),),
        actors=("Northern Alliance", "River Brigade"),
        toll=Toll(killed=killed),
        claims=(claim(killed),) if killed else (),
        signals=(act(),),
    )
    return replace(made, **more)  # type: ignore[arg-type]  # any field of a Finding


def said(*words: Signal, **more: object) -> Finding:
    """Words about the raid, without an act of their own."""
    made = raid(None, relevant=False, signals=words, severity=Severity.MODERATE)
    return replace(made, event_type=None, sub_event_type=None, **more)  # type: ignore[arg-type]  # any field of a Finding


class Desk:
    """Incidents as they are followed live: every article is looked up, tracked and kept."""

    def __init__(self) -> None:
        self.memory = Memory()
        self.now = NOON

    def read(self, item: Article, finding: Finding, *, after: timedelta = timedelta()) -> Tracked:
        """Track one article, `after` the one before."""
        self.now += after
        found = self.memory.candidates(keys_of(item, finding))
        tracked = track(item, finding, found, now=self.now)
        self.memory.save(tracked.incident)
        return tracked
