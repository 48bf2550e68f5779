"""An alert to post, and what the store knows of it afterwards."""

from typing import Any

from bot.model.channel import Delivery, DeliveryState
from bot.model.scale import Severity
from tests.fakes.nouns import alert, incident
from tests.handlers.alert import ALERT
from tests.handlers.slack.conftest import DESK, NOW, House, place


async def post(house: House, channel: str = DESK, **how: Any) -> str:  # noqa: ANN401 # as `post` takes it
    receipt = await house.handler.post(place(channel), ALERT, **({"delivery_id": "d1"} | how))
    return receipt.message_id


async def tell(house: House, message_id: str) -> None:
    """The store knows of an alert that was told by this message, and of an update."""
    common = {
        "channel": place(DESK),
        "severity": Severity.SEVERE,
        "created_at": NOW,
        "due_at": NOW,
    }
    about = incident()
    rows = [
        Delivery(
            id=id_,
            alert_ids=(alert().id,),
            incident_id=about.id,
            state=state,
            message_id=sent,
            sent_at=NOW if sent else None,
            **common,  # type: ignore[arg-type] # by name
        )
        for id_, state, sent in (
            ("d1", DeliveryState.SENT, message_id),
            ("d2", DeliveryState.UNKNOWN, None),
        )
    ]
    async with house.store.begin() as tx:
        await tx.incidents.save(about)
        await tx.incidents.add_alert(alert())
        await tx.deliveries.add(rows)
