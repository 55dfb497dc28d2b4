"""The codes of a state in other lists: ISO3 and a day go in; Correlates of War, Gleditsch-Ward and FIPS 10-4 come out.

>>> codes("DEU", date(1985, 1, 1))["cow"], codes("DEU", date(2000, 1, 1))["cow"]
('260', '255')
"""

from __future__ import annotations

from datetime import date

from sayso.resolve.raw import raw


def codes(iso3: str, on: date | None = None) -> dict[str, str]:
    """What the tables have of ``iso3``, iso2, cow, cow_name, gw, fips; the latest where no day is given."""
    state = raw("countries").get(iso3)
    if state is None:
        return {}
    year = on.year if on else 9999
    spans = raw("codes").get(iso3, [])
    held = [s for s in spans if (s[3] or 0) <= year <= (s[4] or 9999)] or spans[-1:]
    numbers = {"cow": str(held[-1][0]), "cow_name": held[-1][1], "gw": str(held[-1][2])} if held else {}
    return {"iso3": iso3, "iso2": state["iso2"], **numbers, **({"fips": state["fips"]} if state["fips"] else {})}
