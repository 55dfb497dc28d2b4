"""Native records for tests of merging, short to write."""

from sayso.merge.across import Told
from sayso.merge.claims import claim_of


def told(ident, published="2025-03-10", lang="it", outlet=None, text=""):
    return Told(ident, outlet or f"Outlet {ident}", lang, published, text)


def party(name, country=None, sector=None, ident=None):
    return {"field": "text", "start": 0, "end": len(name), "text": name, "name": name, "country": country, "sector": sector, "id": ident,
            "score": 1.0, "why": "test"}


def report(article, n=0, *, concept="assault.shell", type="ASSAULT", mode="heavy-weapons", status="happened", actors=(), recipients=(),
           day=None, last=None, town=None, lat=None, lon=None, country=None, counts=(), paths=(), event=None, sentence="", background=False,
           echo=None, why="told", quad=None):
    ident = f"{article}-r{n}"
    span = {"field": "text", "start": 0, "end": len(sentence), "text": sentence}
    return {
        "report_id": ident, "event_id": event or f"{article}-e{n}", "article": {"id": article}, "sentence": span,
        "trigger": {"field": "text", "start": 0, "end": 3, "text": sentence[:3]}, "concept": concept, "type": type, "mode": mode, "status": status,
        "quad": quad,
        "background": background, "actors": list(actors), "recipients": list(recipients),
        "when": {"from": day, "to": last or day, "precision": "day", "text": "x", "why": why} if day else None,
        "where": {"name": town, "country": country, "precision": "city", "lat": lat, "lon": lon, "text": town} if town else None,
        "counts": [{"what": w, "value": v, "by": b} for w, v, b in counts],
        "sources": {"paths": [list(p) for p in paths], "nodes": []}, "confidence": 0.8,
        "why": {"echo": echo} if echo else {},
    }


def claim(article, n=0, **slots):
    return claim_of(report(article, n, **slots))


RUS, UKR = party("artiglieria russa", "RUS", "MIL"), party("mercato", "UKR")
SHELLING = {"actors": (RUS,), "recipients": (UKR,), "day": "2025-03-10", "town": "Kherson", "lat": 46.6, "lon": 32.6, "country": "UKR"}
