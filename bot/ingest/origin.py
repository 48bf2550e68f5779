"""Whose copy it is: wire agencies named by dateline, sign-off or byline."""

import re

#: As outlets write it → as we name it.
AGENCIES = {
    "Reuters": "Reuters",
    "Thomson Reuters": "Reuters",
    "AP": "AP",
    "Associated Press": "AP",
    "The Associated Press": "AP",
    "AFP": "AFP",
    "Agence France-Presse": "AFP",
    "Agence France Presse": "AFP",
    "Xinhua": "Xinhua",
    "Xinhua News Agency": "Xinhua",
    "TASS": "TASS",
    "Interfax": "Interfax",
    "dpa": "dpa",
    "ANSA": "ANSA",
    "EFE": "EFE",
    "Kyodo": "Kyodo",
    "Kyodo News": "Kyodo",
    "Yonhap": "Yonhap",
    "Anadolu": "Anadolu",
    "Anadolu Agency": "Anadolu",
    "PTI": "PTI",
    "Press Trust of India": "PTI",
    "ANI": "ANI",
    "IANS": "IANS",
    "UPI": "UPI",
    "PA Media": "PA Media",
    "Bernama": "Bernama",
    "WAFA": "WAFA",
    "SANA": "SANA",
    "IRNA": "IRNA",
}
_NAMES = "|".join(re.escape(name) for name in sorted(AGENCIES, key=len, reverse=True))
_DASH = "(?:-{1,2}|–|—)"
#: "QAIM, Oct 31 (Reuters) - …", "(AP) — …", "/TASS/. …", "Qaim: AFP — …", at the beginning.
_DATELINE = re.compile(
    rf"^.{{0,120}}?(?:\((?P<round>{_NAMES})\)|/(?P<slash>{_NAMES})/)\s*(?:{_DASH}|:|\.)"
    rf"|^(?P<bare>{_NAMES})\s*{_DASH}\s"
)
#: "… — AFP", "(Reuters)", "Source: Xinhua", "Reporting by … (AP)", at the end.
_SIGN_OFF = re.compile(
    rf"(?:{_DASH}\s*|\(|\[|Source:\s*|Agency:\s*|With inputs? from\s+)"
    rf"(?P<end>{_NAMES})[)\]]?\.?\s*$"
)
_BYLINE = re.compile(
    rf"^\s*(?:by\s+)?(?:[^,/|]{{1,60}}[,/|]\s*)?(?:the\s+)?(?P<name>{_NAMES})"
    r"(?:\s+(?:staff|news agency|in\s+\w+))?\s*$",
    re.IGNORECASE,
)
#: Characters at either end of a text in which an agency signs.
_EDGE = 300


def origin_of(text: str, *, author: str | None, source: str) -> str | None:
    """The agency whose copy a text is; None where it names none, or where the source is it."""
    name = _named(text, author or "")
    own = name is not None and re.search(rf"\b{re.escape(name)}\b", source, re.IGNORECASE)
    return None if own else name


def _named(text: str, author: str) -> str | None:
    for pattern, where in (
        (_DATELINE, text[:_EDGE]),
        (_SIGN_OFF, text[-_EDGE:]),
        (_BYLINE, author[:_EDGE]),
    ):
        found = pattern.search(where)
        if found:
            name = next(group for group in found.groups() if group)
            return next((AGENCIES[key] for key in AGENCIES if _means(name, key)), None)
    return None


def _means(written: str, name: str) -> bool:
    """Whether a byline's spelling is an agency's; Ani, Efe and Sana are people."""
    return written == name or (not name.isupper() and written.lower() == name.lower())
