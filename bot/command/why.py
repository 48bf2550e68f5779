"""why: why something was sent here, or was not."""

from collections.abc import Sequence

from bot.command.find import incident_of, maybe_incident
from bot.command.request import Desk, Request
from bot.errors import BadRequest
from bot.model.channel import Subscription
from bot.model.feed import Article
from bot.model.incident import Incident, Verdict
from bot.ports import Transaction
from bot.report.catalogue import say
from bot.report.match import matcher
from bot.report.message import Message
from bot.report.quotes import shorten
from bot.report.why import silence_message, why_message


async def why(request: Request, rest: str, desk: Desk) -> Message:
    """Answer for an incident's id, an article's link, or the words of its title."""
    async with desk.store.begin() as tx:
        incident = await maybe_incident(rest, request, tx)
        if incident is not None or not rest or rest.startswith("#"):
            incident = incident or await incident_of(rest, request, tx, command="why")
            return await _why_incident(incident, request, tx)
        found = await tx.articles.find(rest, limit=1)
        if not found or not await _may_see(found[0][0], request, tx):
            shown = shorten(rest, 80)
            raise BadRequest(say("bad.article", request.language, what=shown))
        return await _why_article(*found[0], request, tx)


async def _why_incident(incident: Incident, request: Request, tx: Transaction) -> Message:
    alerts = await tx.incidents.alerts(incident.id)
    kept = await tx.articles.get(alerts[-1].article_id) if alerts else None
    mine = await tx.subscriptions.of(request.channel)
    sent = await tx.deliveries.message_of(request.channel, incident.id)
    return why_message(
        incident,
        alerts,
        finding=kept[1] if kept else None,
        here=_here(incident, mine, sent=sent is not None, language=request.language),
        language=request.language,
    )


async def _why_article(
    article: Article, verdict: Verdict, request: Request, tx: Transaction
) -> Message:
    if verdict.alert_id is not None and verdict.incident_id is not None:
        incident = await tx.incidents.get(verdict.incident_id)
        if incident is not None:
            return await _why_incident(incident, request, tx)
    kept = await tx.articles.get(article.id)
    if kept is None:
        shown = shorten(article.title, 80)
        raise BadRequest(say("bad.article", request.language, what=shown))
    return silence_message(article, verdict, kept[1], language=request.language)


async def _may_see(article: Article, request: Request, tx: Transaction) -> bool:
    """What other chats' own feeds published is theirs."""
    feed = await tx.feeds.get(article.feed_id)
    if feed is None or feed[0].shared:
        return True
    return request.channel in await tx.following.followers(article.feed_id)


def _here(
    incident: Incident, mine: Sequence[Subscription], *, sent: bool, language: str
) -> list[str]:
    """Whether it was sent to this channel, and what each of its subscriptions says to it."""
    texts = [say("why.sent" if sent else "why.not_sent", language)]
    if not mine:
        return [*texts, say("why.unsubscribed", language)]
    why_not = matcher(incident, following=sent, language=language)
    for number, wish in enumerate(mine, 1):
        reason = why_not(wish)
        key = "why.unwanted" if reason else "why.wanted"
        if reason is None and not sent and wish.created_at > incident.updated:
            key = "why.before"
        texts.append(say(key, language, number=number, reason=reason))
    return texts
