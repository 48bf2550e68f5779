"""What a column holds besides numbers and text: a moment, and a value as JSON."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.types import TypeDecorator


class DamagedRow(SQLAlchemyError):
    """What stands in a row cannot be read back; one of the database's own errors to its users."""

    def __init__(self) -> None:
        super().__init__("a row is malformed")


class UtcTime(TypeDecorator[datetime]):
    """An aware UTC datetime; SQLite keeps no zone, so it is put back on the way out."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn into UTC what is stored.

        Raises:
            ValueError: the time has no zone.
        """
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no zone; pass an aware datetime")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give UTC to what is read."""
        del dialect
        if value is None or value.tzinfo is None:
            return value and value.replace(tzinfo=UTC)
        return value.astimezone(UTC)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        """Read a stored moment; text that is none is a damaged row.

        Raises:
            DamagedRow: when a row is read.
        """
        read = super().result_processor(dialect, coltype)

        def moment(value: Any) -> Any:  # noqa: ANN401  whatever the driver gives
            try:
                return read(value) if read is not None else value
            except (TypeError, ValueError) as error:
                raise DamagedRow from error

        return moment


class Value(TypeDecorator[Any]):
    """One frozen value as JSON; fields unknown to this version are left out when it is read."""

    impl = sa.JSON(none_as_null=True)
    cache_ok = True

    def __init__(self, kind: Any) -> None:  # noqa: ANN401  any type that msgspec reads
        super().__init__()
        self.kind = kind

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:  # noqa: ANN401  the same
        """Build the value; the engine hands the JSON text through as it stands.

        Raises:
            DamagedRow: it is no such value.
        """
        del dialect
        try:
            return None if value is None else msgspec.json.decode(value, type=self.kind)
        except (TypeError, ValueError) as error:
            raise DamagedRow from error
