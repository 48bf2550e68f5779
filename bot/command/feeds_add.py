"""feeds add, yes, feeds remove: a channel's own feeds, looked at before they are followed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.command.looks import MOST
from bot.command.request import Desk, Feeding, Request, audit, need_right, who
from bot.command.scout import Sight
from bot.errors import BadRequest, TocsinError
from bot.model.address import folded
from bot.model.channel import Subscription
from bot.model.feed import Feed
from bot.ports import Offer, Transaction
from bot.report.catalogue import say
from bot.report.feeds import entries_a_week
from bot.report.match import matches
from bot.report.message import Message
from bot.report.offers import Preview, followed_message, offer_message, removed_message
from bot.report.quotes import shorten

#: How long what was shown may be said yes to.
_YES = timedelta(hours=24)
#: What is told of a feed that is read already.
_WEEK = timedelta(days=7)
#: What was shown first is the newest, so that it is the first again when it is asked for.
_APART = timedelta(milliseconds=1)


async def add(request: Request, rest: str, desk: Desk) -> Message:
    """Look at a feed, or at a site's feeds, and offer to follow it."""
    feeding = _feeding(request, desk)
    address = rest.split(maxsplit=1)[0] if rest else ""
    if not address:
        raise BadRequest(say("bad.no_address", request.language, prefix=request.prefix))
    await need_right(request, desk)
    async with desk.store.begin() as tx:
        await _refuse_known(tx, address, request)
        await _need_room(tx, request, feeding)
        sights = await _read_already(tx, address, desk)
    sights = sights or await _look(address, request, desk, feeding)
    async with desk.store.begin() as tx:
        sights = await _new_here(tx, sights, request)
        if len(sights) == 1:
            await _refuse_known(tx, sights[0].feed.url, request)
        mine = await tx.subscriptions.of(request.channel)
        wishes = len(mine) + len(await tx.rules.of(request.channel))
        await _offer(tx, sights, request, desk)
    return offer_message(
        [_preview(sight, mine) for sight in sights],
        wishes=wishes,
        now=desk.now,
        prefix=request.prefix,
        language=request.language,
    )


async def yes(request: Request, rest: str, desk: Desk) -> Message:
    """Follow what was shown last: the only one, or one by its number or id."""
    feeding = _feeding(request, desk)
    await need_right(request, desk)
    async with desk.store.begin() as tx:
        offered = await tx.following.offers(request.channel, since=desk.now - _YES)
        chosen = _chosen(rest, offered, request)
        await _refuse_known(tx, chosen.feed.url, request)
        await _need_room(tx, request, feeding)
        feed, due = await _adopted(tx, chosen, request, desk, feeding)
        await tx.following.follow(feed.id, request.channel, who=who(request), at=desk.now)
        await tx.following.take(request.channel)
        await audit(tx, request, desk, f"feeds add {feed.id}: {feed.url}")
        wishes = len(await tx.subscriptions.of(request.channel))
        wishes += len(await tx.rules.of(request.channel))
    later = due if due > desk.now else None
    return followed_message(feed, wishes=wishes, due=later, language=request.language)


async def remove(request: Request, rest: str, desk: Desk) -> Message:
    """Follow a feed of one's own no longer, by its number, id or address."""
    await need_right(request, desk)
    if not rest:
        raise BadRequest(say("bad.which_remove", request.language, prefix=request.prefix))
    async with desk.store.begin() as tx:
        own = [feed for feed, _ in await tx.following.feeds(request.channel)]
        feed = _own(rest, own)
        if feed is None:
            raise BadRequest(await _why_not(tx, rest, request))
        await tx.following.unfollow(feed.id, request.channel)
        if not feed.shared and not await tx.following.followers(feed.id):
            await tx.feeds.remove(feed.id)
        await audit(tx, request, desk, f"feeds remove {feed.id}: {feed.url}")
    return removed_message(feed, left=len(own) - 1, language=request.language)


def _feeding(request: Request, desk: Desk) -> Feeding:
    if desk.feeding is None or not desk.feeding.per_chat:
        raise BadRequest(say("bad.no_feeds", request.language))
    return desk.feeding


async def _refuse_known(tx: Transaction, address: str, request: Request) -> None:
    """What all chats get, or this one follows already, is not asked for and not followed twice."""
    known = await tx.feeds.at(address)
    if known is None:
        return
    feed, language = known[0], request.language
    if feed.shared and not feed.enabled:
        raise BadRequest(say("bad.feed_off", language, feed=shorten(feed.name, 60)))
    if feed.shared:
        raise BadRequest(say("bad.feed_common", language, feed=shorten(feed.name, 60)))
    if request.channel in await tx.following.followers(feed.id):
        raise BadRequest(say("bad.feed_twice", language, feed=shorten(feed.name, 60)))


async def _need_room(tx: Transaction, request: Request, feeding: Feeding) -> None:
    if await tx.following.count(request.channel) >= feeding.per_chat:
        most, prefix = feeding.per_chat, request.prefix
        raise BadRequest(say("bad.feeds_full", request.language, most=most, prefix=prefix))


async def _read_already(tx: Transaction, address: str, desk: Desk) -> tuple[Sight, ...]:
    """A feed that other chats follow: nobody needs to be asked what it holds."""
    known = await tx.feeds.at(address)
    if known is None:
        return ()
    feed, state = known
    week = await tx.incidents.alerts_since(desk.now - _WEEK)
    return (
        Sight(
            feed=feed,
            due=desk.now,
            entries=entries_a_week(state, now=desk.now),
            newest=state.last_change_at,
            alerts=tuple(each for each in week if each.incident.only_for == feed.id),
        ),
    )


async def _look(address: str, request: Request, desk: Desk, feeding: Feeding) -> tuple[Sight, ...]:
    if not feeding.looks.may(request.channel, now=desk.now):
        raise BadRequest(say("bad.looks", request.language, most=MOST))

    async def known(url: str) -> Sight | None:
        async with desk.store.begin() as tx:
            return next(iter(await _read_already(tx, url, desk)), None)

    try:
        return await feeding.scout(address, known=known)
    except TocsinError as error:
        shown = shorten(address, 80)
        refused = say("bad.no_feed", request.language, what=shown, reason=str(error))
        raise BadRequest(refused) from error


def _preview(sight: Sight, mine: Sequence[Subscription]) -> Preview:
    """What of it this channel would have been told; without wishes, what anybody would."""
    told: set[str] = set()
    for alert in sight.alerts:
        incident = alert.incident
        wanted = [matches(wish, incident, following=incident.id in told) is None for wish in mine]
        if any(wanted) or not mine:
            told.add(incident.id)
    return Preview(
        feed=sight.feed, entries=sight.entries, newest=sight.newest, would_alert=len(told)
    )


async def _new_here(
    tx: Transaction, sights: tuple[Sight, ...], request: Request
) -> tuple[Sight, ...]:
    """A site's feeds without those that this chat gets anyway; one where there are no others."""
    own = {feed.id for feed, _ in await tx.following.feeds(request.channel)}
    new = [each for each in sights if not each.feed.shared and each.feed.id not in own]
    return tuple(new) or sights[:1]


async def _offer(tx: Transaction, sights: Sequence[Sight], request: Request, desk: Desk) -> None:
    """Wait for a yes to these, and to nothing that was shown before."""
    await tx.following.take(request.channel)
    for number, sight in enumerate(sights):
        offer = Offer(feed=sight.feed, due=sight.due)
        await tx.following.offer(request.channel, offer, at=desk.now - number * _APART)


def _chosen(rest: str, offered: Sequence[Offer], request: Request) -> Offer:
    language, prefix = request.language, request.prefix
    if not offered:
        raise BadRequest(say("bad.nothing_offered", language, prefix=prefix))
    if not rest and len(offered) > 1:
        raise BadRequest(say("bad.which_feed", language, count=len(offered), prefix=prefix))
    found = [
        offer
        for number, offer in enumerate(offered, 1)
        if not rest or rest.casefold() in (str(number), offer.feed.id)
    ]
    if not found:
        raise BadRequest(say("bad.which_feed", language, count=len(offered), prefix=prefix))
    return found[0]


async def _adopted(
    tx: Transaction, offer: Offer, request: Request, desk: Desk, feeding: Feeding
) -> tuple[Feed, datetime]:
    """The feed as it is stored: another chat's where one follows it, so that it is polled once.

    What it answered to the look is its first poll. Where that is lost, it is not asked again
    before its publisher allows; when it is read comes back too.
    """
    known = await tx.feeds.at(offer.feed.url)
    if known is not None:
        return known[0], desk.now
    if await tx.following.count() >= feeding.in_all:
        raise BadRequest(say("bad.feeds_full_in_all", request.language, most=feeding.in_all))
    made = replace(offer.feed, added_by=str(request.channel))
    answer = feeding.scout.answer(made.url)
    due = desk.now if answer else max(desk.now, offer.due)
    await tx.feeds.put(made, now=due)
    if answer is not None:
        await tx.following.keep_answer(made.id, answer)
    return made, due


def _own(text: str, own: Sequence[Feed]) -> Feed | None:
    wanted = text.strip().casefold()
    for number, feed in enumerate(own, 1):
        if wanted and wanted in (str(number), feed.id, feed.name.casefold()):
            return feed
        if "." in wanted and folded(feed.url) == folded(text):
            return feed
    return None


async def _why_not(tx: Transaction, text: str, request: Request) -> str:
    known = await tx.feeds.get(text) or (await tx.feeds.at(text) if "." in text else None)
    if known is not None and known[0].shared:
        return say("bad.feed_not_yours", request.language, feed=shorten(known[0].name, 60))
    shown = shorten(text, 60) or "—"
    return say("bad.feed", request.language, what=shown, prefix=request.prefix)
