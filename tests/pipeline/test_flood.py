"""A feed whose entries are all new at once floods nobody, and the one message says why it is."""

from bot.deliver.parcel import Parcel, Wording, picture
from bot.model.channel import Delivery, Form
from bot.report.alert import alert_message, digest_message, update_message
from tests.pipeline.test_poll import Bench, entry

TOWNS = ("Arvan", "Beltis", "Corvo", "Dremal", "Estrin", "Fondar", "Gulem", "Hestra")
WORDING = Wording(alert=alert_message, update=update_message, digest=digest_message)


def shellings(mark: str) -> list[str]:
    return [
        entry(
            f"{mark}-{town}",
            f"Shelling kills {n + 3} in {town}{mark}",
            f"Artillery shells hit the market of {town}{mark} on Monday, killing {n + 3} people,"
            " police said.",
        )
        for n, town in enumerate(TOWNS)
    ]


async def read(bench: Bench, delivery: Delivery) -> list[str]:
    """What people read of a delivery."""
    async with bench.store.begin() as tx:
        found = [await tx.incidents.alert(each) for each in delivery.alert_ids]
    alerts = tuple(each for each in found if each is not None)
    return picture(Parcel(delivery=delivery, alerts=alerts), WORDING).plain.splitlines()


async def test_a_first_subscription_to_a_long_feed_is_one_message_that_says_so(
    bench: Bench,
) -> None:
    bench.web.publish(*shellings(""))
    sent = await bench.poll()

    [digest] = [each for each in sent if each.form is Form.DIGEST]
    rows = await read(bench, digest)
    assert rows[0] == "3 more alerts"
    assert rows[-1] == (
        "All that Northern Wire holds is new at once. These 3 alerts came together, so as not to"
        " flood this chat."
    )
    assert all(each.notices == () for each in sent if each is not digest)


async def test_a_usual_poll_has_no_such_word(bench: Bench) -> None:
    bench.web.publish(*shellings("")[:1])
    await bench.poll()
    bench.web.publish(*shellings(""))

    assert all(each.notices == () for each in await bench.poll())
