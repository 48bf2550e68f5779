"""Nouns to write tests with: a raid, its reports and its alerts; all invented."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.model.channel import Channel, Subscription
from bot.model.feed import Reliability
from bot.model.finding import Claim, Count, Effect, Mode, Place, Signal, Toll, Zone
from bot.model.incident import Alert, Change, Grade, Incident, Reason, Report
from bot.model.kind import SUB_EVENT_TYPE, EventType, Family, Kind, Plover, SubEventType
from bot.model.scale import Certainty, Severity, Urgency

NOW = datetime(2026, 3, 14, 9, 26, tzinfo=UTC)
TERMINAL = Channel(platform="console", chat="terminal")
RAID = "Jets of the Northern Republic bombed a depot in Karsa, killing at least seven people."
VOW = 'The Delta Front said: "We are ready to answer this raid and take revenge," and named no day.'


def signal(kind: Kind = Kind.AIR_STRIKE, **changes: object) -> Signal:
    """A current air strike of the Northern Republic on the Delta Front, unless told otherwise."""
    act = SUB_EVENT_TYPE.get(kind)
    made = Signal(
        rule=f"test.{kind}",
        family=Family.ACT if act else Family.WORD,
        kind=kind,
        sub_event_type=act,
        plover=Plover.ASSAULT if act else None,
        actor="Northern Republic",
        target="Delta Front",
        place="Karsa",
        zone=Zone.LEAD,
        span=(0, 4),
        sentence=RAID,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def vow(**changes: object) -> Signal:
    """The Delta Front vows revenge on the Northern Republic."""
    made = replace(
        signal(Kind.REVENGE_THREAT),
        mode=Mode.FUTURE,
        plover=Plover.THREATEN,
        actor="Delta Front",
        target="Northern Republic",
        sentence=VOW,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def claim(least: int | None = 7, most: int | None = None, **changes: object) -> Claim:
    """At least seven people killed, said by nobody in particular, unless told otherwise."""
    made = Claim(
        effect=Effect.KILLED,
        count=None if least is None else Count(least, most),
        of="people",
        zone=Zone.LEAD,
        span=(0, 4),
        sentence=RAID,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def report(number: int = 1, **changes: object) -> Report:
    """What one article adds: the raid with at least seven dead."""
    made = Report(
        article_id=f"article-{number}",
        source="Harbour Post",
        url=f"https://harbour.example/raid/{number}",
        title="Jets bomb depot in Karsa",
        published=NOW - timedelta(minutes=30),
        seen=NOW - timedelta(minutes=25),
        reliability=Reliability.B,
        severity=Severity.SEVERE,
        certainty=Certainty.LIKELY,
        toll=Toll(killed=Count(7, None)),
        claims=(claim(),),
        signals=(signal(),),
        packs="sha256:0123456789abcdef",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def incident(number: int = 1, **changes: object) -> Incident:
    """The raid on Karsa in Iraq, told once."""
    made = Incident(
        id=f"k7f3q{number}",
        opened=NOW - timedelta(minutes=25),
        updated=NOW - timedelta(minutes=25),
        revision=1,
        title="Jets bomb depot in Karsa",
        event_type=EventType.EXPLOSIONS,
        sub_event_type=SubEventType.AIR_STRIKE,
        severity=Severity.SEVERE,
        urgency=Urgency.IMMEDIATE,
        certainty=Certainty.LIKELY,
        grade=Grade(reliability=Reliability.B, credibility=3),
        country="IQ",
        places=(Place(name="Karsa", country="IQ"),),
        actors=("Northern Republic", "Delta Front"),
        targets=("Delta Front",),
        toll=Toll(killed=Count(7, None)),
        reports=(report(),),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def alert(about: Incident | None = None, **changes: object) -> Alert:
    """The first alert of an incident."""
    about = about or incident()
    made = Alert(
        id=f"{about.id}-{about.revision}",
        incident=about,
        reason=Reason.NEW,
        at=about.updated,
        article_id=about.reports[-1].article_id,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def revised() -> Alert:
    """A second house gives twelve dead and names its speaker."""
    second = report(
        2,
        source="Delta Wire",
        origin="Delta Wire",
        url="https://wire.example/2",
        toll=Toll(killed=Count(12, 12)),
        claims=(claim(12, 12, said_by="Karsa hospital", sentence="The hospital counted 12 dead."),),
    )
    about = incident(
        updated=NOW, revision=2, reports=(report(), second), toll=Toll(killed=Count(12, 12))
    )
    change = Change(
        what="Killed",
        before="at least 7",
        after="12",
        said_by="Karsa hospital",
        sentence="The hospital counted 12 dead.",
    )
    return alert(about, reason=Reason.REVISED, changes=(change,), rose=False)


def threatened() -> Alert:
    """The Delta Front vows revenge for the raid."""
    third = report(
        3, source="Delta Wire", url="https://wire.example/3", claims=(), signals=(vow(),)
    )
    about = incident(updated=NOW, revision=2, reports=(report(), third))
    change = Change(
        what="Threat", before=None, after="take revenge", said_by="Delta Front", sentence=VOW
    )
    return alert(about, reason=Reason.ESCALATED, changes=(change,), rose=True)


def subscription(**changes: object) -> Subscription:
    """Everything severe, for the terminal."""
    made = Subscription(id="s1", channel=TERMINAL, created_at=NOW, created_by="ann")
    return replace(made, **changes)  # type: ignore[arg-type]
