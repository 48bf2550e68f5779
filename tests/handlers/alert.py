"""An alert to post, the same on every platform."""

from bot.model.scale import Severity
from bot.report.message import Button, Line, Message, Text

ALERT = Message(
    severity=Severity.SEVERE,
    heading="SEVERE · Air/drone strike · Qaim (IQ)",
    lines=(Line(label="Killed", parts=(Text("at least 7"),)),),
    buttons=tuple(
        Button(text=text, command=f"{text.lower()} #k7f3qa")
        for text in ("Sources", "Why", "Mute", "Ack")
    ),
    reference="a1",
    incident_id="k7f3qa",
)
#: What people see of it.
SEEN = "🟥 SEVERE · Air/drone strike · Qaim (IQ)\nKilled: at least 7"
