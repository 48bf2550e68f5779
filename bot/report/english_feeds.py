"""The English texts of the message catalogue: feeds, and how they do."""

from collections.abc import Mapping
from types import MappingProxyType

_FEEDS: dict[str, str] = {
    # what a feed holds
    "feeds.entries.one": "1 entry",
    "feeds.entries.other": "{count} entries",
    "feeds.undated": "{entries}, none dated",
    "feeds.newest": "{entries}, newest {ago}",
    "feeds.ago.minutes": "{number} min ago",
    "feeds.ago.hours": "{number} h ago",
    "feeds.ago.days": "{number} d ago",
    # how it does
    "feeds.gone": "gone: its publisher removed it for good (410), it is asked no more",
    "feeds.failures.one": "failed once: {reason}",
    "feeds.failures.other": "failed {count} times in a row: {reason}",
    "feeds.paused": "{reason}; it is left alone until {at}",
    "feeds.off": "switched off",
    "feeds.bozo.one": "ill-formed, read as far as it goes",
    "feeds.bozo.other": "ill-formed (so were {count} of its documents), read as far as it goes",
    "feeds.dropped.one": "1 entry beyond the limits was not read",
    "feeds.dropped.other": "{count} entries beyond the limits were not read",
    "feeds.override": "asked every {seconds} s by the operator's override",
    "feeds.moving": "its server points to {to}",
    # /feeds
    "feeds.none": "This chat has no feed of its own",
    "feeds.heading.one": "1 feed of this chat's own",
    "feeds.heading.other": "{count} feeds of this chat's own",
    "feeds.all": "All chats get",
    "feeds.common.one": "1 feed, {ailing} failing",
    "feeds.common.other": "{count} feeds, {ailing} of them failing",
    "feeds.page.one": "The feed that all chats get",
    "feeds.page.other": "The {count} feeds that all chats get, page {page} of {pages}",
    "feeds.how": (
        "One in full: {prefix}feeds NAME. One of your own, up to {most}: {prefix}feeds add, and"
        " the address of a feed or a site."
    ),
    "feeds.well": "last read {ago}",
    "feeds.never": "not read yet",
    "feeds.grade": "source {grade}",
    "feeds.next": "next {at}",
    "feeds.label.address": "Address",
    "feeds.label.source": "Source",
    "feeds.label.success": "Last success",
    "feeds.label.change": "Last change",
    "feeds.label.next": "Next poll",
    "feeds.label.week": "In the last 7 days",
    "feeds.label.state": "State",
    "feeds.fine": "all is well",
    "feeds.when": "{at} ({ago})",
    "feeds.then": "{at}: {reason}",
    "button.all_feeds": "All feeds",
    "button.next": "Next page",
    "button.remove_feed": "Remove {number}",
    # /feeds add, yes, /feeds remove
    "offer.feed": "Follow {feed}?",
    "offer.feeds": "{count} feeds were found; which one?",
    "offer.held.one": "{holds}, 1 would have alerted",
    "offer.held.other": "{holds}, {count} would have alerted",
    "offer.yes": "Press the button, or write {prefix}yes.",
    "offer.which": "Press a button, or write {prefix}yes 1.",
    "offer.wishless": (
        "This chat has no subscription yet, so nothing of it would be sent: {prefix}subscribe"
    ),
    "button.follow": "Follow",
    "button.follow_number": "Follow {number}",
    "followed.done": "{feed} is followed here",
    "followed.soon": "It is read within a minute, and then as often as its publisher allows.",
    "followed.later": (
        "It is read at {at}, since its publisher was asked a while ago, and then as often as that"
        " allows."
    ),
    "followed.what": (
        "What fits this chat's subscriptions is sent here, and only to chats that follow it."
    ),
    "unfollowed.done": "{feed} is no longer followed here",
    "unfollowed.left.one": "1 feed of this chat's own is left.",
    "unfollowed.left.other": "{count} feeds of this chat's own are left.",
    "bad.no_feeds": "Chats may not add feeds here; the operator decides that.",
    "bad.no_address": "Write the address of a feed or a site: {prefix}feeds add https://example.org",
    "bad.no_feed": "{what} cannot be followed: {reason}.",
    "bad.feed": "There is no feed “{what}” here; {prefix}feeds lists them.",
    "bad.feed_verb": (
        "There is no feed “{what}” here. Did you mean {prefix}feeds {verb}? {prefix}feeds lists"
        " them."
    ),
    "bad.feed_common": "{feed} is read for all chats already; nothing needs to be added.",
    "bad.feed_off": "{feed} is in the operator's list, and switched off; ask the operator for it.",
    "bad.looks": "This chat has looked at {most} addresses within an hour; try again later.",
    "bad.feed_twice": "This chat follows {feed} already; nothing was changed.",
    "bad.feed_not_yours": "{feed} is read for all chats; only the operator can take it away.",
    "bad.feeds_full": (
        "This chat has {most} feeds of its own, the most it may have; remove one: {prefix}feeds"
    ),
    "bad.feeds_full_in_all": (
        "All chats together have {most} feeds of their own, the most that this Tocsin reads."
    ),
    "bad.nothing_offered": (
        "Nothing is waiting for a yes here; write {prefix}feeds add and an address first."
    ),
    "bad.which_feed.one": "One feed was found; to follow it write {prefix}yes",
    "bad.which_feed.other": "{count} feeds were found; say which: {prefix}yes 1",
    "bad.which_remove": "Say which one, by its number in {prefix}feeds: {prefix}feeds remove 1",
    # told once to the chats that follow a feed
    "notice.several": "News of {count} feeds",
    "notice.failing": "{feed} has not answered for a day.",
    "notice.failing.told": "It fails since {at}: {reason}. It is tried again, less and less often.",
    "notice.gone": "{feed} is gone for good.",
    "notice.gone.told": "Its publisher says that it was removed (410); it is asked no more.",
    "notice.back": "{feed} is back.",
    "notice.back.told": "It answers again since {at}; nothing needs to be done.",
    "notice.flood": "All that {feed} holds is new at once.",
    "notice.flood.told.one": "This alert was not sent on its own.",
    "notice.flood.told.other": "These {count} alerts came together, so as not to flood this chat.",
    "button.feeds": "Feeds",
}

FEEDS: Mapping[str, str] = MappingProxyType(_FEEDS)
