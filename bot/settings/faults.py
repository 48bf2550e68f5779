"""Pydantic's complaints as faults: file, key, what is wrong, what would be right."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, TypeAlias

from pydantic import BaseModel, ValidationError

from bot.errors import Fault

#: Where a value was written: its path in, the file and the name it has there out.
Origin: TypeAlias = Callable[[tuple[str, ...]], tuple[str, str]]


def faults_of(error: ValidationError, model: type[BaseModel], *, origin: Origin) -> Iterator[Fault]:
    """Yield one fault for each complaint; none shows the value that was written."""
    for detail in error.errors(include_url=False, include_context=False, include_input=False):
        path = tuple(str(part) for part in detail["loc"] if not isinstance(part, int))
        file, key = origin(path)
        yield Fault(file, key, _wrong(detail), _right(detail, model, path))


def _wrong(detail: Mapping[str, Any]) -> str:
    item = next((part + 1 for part in detail["loc"] if isinstance(part, int)), None)
    return (f"item {item} " if item else "") + _complaint(detail)


def _complaint(detail: Mapping[str, Any]) -> str:
    match detail["type"]:
        case "extra_forbidden":
            return "is an unknown key"
        case "missing":
            return "is missing"
        case "model_type" | "model_attributes_type":
            return "should be a table"
        case "int_parsing" | "int_type" | "int_from_float":
            return "should be a whole number"
        case "string_pattern_mismatch":
            return "has not the form it needs"
        case _:
            said: str = detail["msg"].removeprefix("Value error, ")
            return said.replace("Input should", "should").rstrip(".")


def _right(detail: Mapping[str, Any], model: type[BaseModel], path: Sequence[str]) -> str:
    table = _table(path[:-1], model)
    if detail["type"] == "extra_forbidden":
        return _nearest(path[-1], sorted(table.model_fields))
    field = table.model_fields[path[-1]]
    return f"write {field.description or f'[{path[-1]}] and its keys below it'}"


def _table(path: Sequence[str], model: type[BaseModel]) -> type[BaseModel]:
    for part in path:
        annotation = model.model_fields[part].annotation
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            model = annotation
    return model


def _nearest(name: str, names: list[str]) -> str:
    close = get_close_matches(name, names, n=1)
    return f"write {close[0]}" if close else f"known here are {', '.join(names)}"
