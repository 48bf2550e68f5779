"""One address for a feed, however people spell it."""

import hashlib
import re
from urllib.parse import quote, unquote, urlsplit

#: Characters that mean the same whether they are written plainly or as %XX (RFC 3986, 2.3) stay
#: plain, and so do those that may stand in a path or query as they are.
_PLAIN = "/:@!$&'()*+,;=~-._%"
#: What comes before an address or behind it in running text.
_AROUND = " \t\r\n<>\"'()[]"
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://|(?:javascript|data|file|mailto|ftp):", re.IGNORECASE)
#: Ports that the schemes have anyway.
_USUAL_PORTS = (None, 80, 443)
#: A percent sign that begins no %XX.
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def written(text: str) -> str:
    """The address that a person meant: https where no scheme was typed, no fragment."""
    # Half of a pair of surrogates is no letter, and can be sent nowhere.
    whole = text.encode("utf-8", "ignore").decode()
    bare = whole.strip(_AROUND).rstrip(",")
    if not _SCHEME.match(bare):
        bare = f"https://{bare.lstrip('/')}"
    return bare.partition("#")[0]


def folded(url: str) -> str:
    """What two spellings of one feed's address have in common; for comparing, not for fetching.

    The scheme, the case of the host, the customary port, a fragment, dots in the path, needless
    percent signs and parameters that only say where a reader came from make no other feed.
    """
    try:
        parts = urlsplit(written(url))
        port, host = parts.port, _host(parts.hostname or "")
    except ValueError:
        return written(url)
    where = host if port in _USUAL_PORTS else f"{host}:{port}"
    named = [each for each in parts.query.split("&") if each and not each.startswith("utm_")]
    query = f"?{_coded('&'.join(named))}" if named else ""
    return f"{where}{_path(parts.path)}{query}"


def feed_id(url: str) -> str:
    """A readable id of at most 32 characters: the host, and some of the folded address's hash."""
    where = folded(url)
    host = re.sub(r"[^a-z0-9]+", "-", where.partition("/")[0].removeprefix("www.")).strip("-")
    return f"{host[:23].strip('-') or 'feed'}-{hashlib.sha256(where.encode()).hexdigest()[:8]}"


def _host(name: str) -> str:
    bare = name.lower().rstrip(".")
    try:
        return bare if bare.isascii() else bare.encode("idna").decode("ascii")
    except UnicodeError:
        return bare


def _path(path: str) -> str:
    kept: list[str] = []
    steps = _coded(path).split("/")[1:]
    for step in steps:
        if step == "..":
            del kept[-1:]
        elif step != ".":
            kept.append(step)
    if steps and steps[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)


def _coded(text: str) -> str:
    """One spelling for every character; what is coded because it means something else stays so."""
    safe = re.sub(r"%(2F|3F|23|25|26|3D|2B)", r"%25\1", text, flags=re.IGNORECASE)
    plain = unquote(_LONE_PERCENT.sub("%25", safe))
    return re.sub(r"%[0-9A-Fa-f]{2}", lambda found: found[0].upper(), quote(plain, safe=_PLAIN))
