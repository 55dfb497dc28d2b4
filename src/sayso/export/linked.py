"""Statements as JSON-LD: one document with its context inside, written item by item.

In: items (dicts with ``id`` and ``type``). Out: ``{"@context": {…}, "@graph": [item, item, …]}``, one item a line, so that the file can be
read line by line too. Nothing has to be fetched to understand it: every term is in the context, with the meaning that
W3C's own context for annotations gives it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, TextIO
from urllib.parse import quote, urlsplit

SAYSO = "urn:sayso:"
DAY = "http://www.w3.org/2001/XMLSchema#date"
NUMBER = "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"
CONTEXT: dict[str, Any] = {
    "oa": "http://www.w3.org/ns/oa#", "prov": "http://www.w3.org/ns/prov#", "dcterms": "http://purl.org/dc/terms/",
    "schema": "https://schema.org/", "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sayso": "urn:sayso:term:", "id": "@id", "type": "@type",
    "Annotation": "oa:Annotation", "SpecificResource": "oa:SpecificResource", "TextQuoteSelector": "oa:TextQuoteSelector",
    "TextPositionSelector": "oa:TextPositionSelector", "TextualBody": "oa:TextualBody",
    "body": {"@id": "oa:hasBody", "@type": "@id"}, "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"}, "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "exact": "oa:exact", "prefix": "oa:prefix", "suffix": "oa:suffix",
    "start": {"@id": "oa:start", "@type": NUMBER}, "end": {"@id": "oa:end", "@type": NUMBER},
    "value": "rdf:value", "language": "dcterms:language", "label": "rdfs:label",
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"}, "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
    "classifying": "oa:classifying", "identifying": "oa:identifying", "describing": "oa:describing", "tagging": "oa:tagging",
    "Entity": "prov:Entity", "Collection": "prov:Collection", "hadMember": {"@id": "prov:hadMember", "@type": "@id"},
    "Activity": "prov:Activity", "Agent": "prov:Agent", "Person": "prov:Person", "Organization": "prov:Organization",
    "SoftwareAgent": "prov:SoftwareAgent",
    "wasDerivedFrom": {"@id": "prov:wasDerivedFrom", "@type": "@id"}, "wasQuotedFrom": {"@id": "prov:wasQuotedFrom", "@type": "@id"},
    "wasAttributedTo": {"@id": "prov:wasAttributedTo", "@type": "@id"}, "wasGeneratedBy": {"@id": "prov:wasGeneratedBy", "@type": "@id"},
    "wasAssociatedWith": {"@id": "prov:wasAssociatedWith", "@type": "@id"}, "isPartOf": {"@id": "dcterms:isPartOf", "@type": "@id"},
    "title": "dcterms:title", "issued": {"@id": "dcterms:issued", "@type": DAY}, "publisher": "dcterms:publisher",
    "url": {"@id": "schema:url", "@type": "@id"}, "sameAs": {"@id": "schema:sameAs", "@type": "@id"},
    "slot": "sayso:slot", "country": "sayso:country", "sector": "sayso:sector", "kind": "sayso:kind", "mode": "sayso:mode",
    "context": "sayso:context", "cameo": "sayso:cameo", "status": "sayso:status", "hearsay": "sayso:hearsay", "confidence": "sayso:confidence",
    "from": {"@id": "sayso:from", "@type": DAY}, "to": {"@id": "sayso:to", "@type": DAY}, "precision": "sayso:precision", "what": "sayso:what",
    "count": "sayso:count", "by": "sayso:by", "geonameid": "sayso:geonameid", "lat": "sayso:lat", "lon": "sayso:lon", "why": "sayso:why",
    "medium": "sayso:medium", "nOrigins": "sayso:nOrigins", "codebook": "sayso:codebook", "version": "sayso:version",
    "origin": {"@id": "sayso:origin", "@type": "@id"}, "deniedBy": {"@id": "sayso:deniedBy", "@type": "@id"},
}


def write(stream: TextIO, items: Iterable[dict[str, Any]]) -> int:
    """Write the document; how many items it has."""
    stream.write(f'{{"@context": {dumped(CONTEXT)},\n"@graph": [')
    n = 0
    for n, item in enumerate(items, 1):
        stream.write(("\n" if n == 1 else ",\n") + dumped(item))
    stream.write("\n]}\n")
    return n


def dumped(item: dict[str, Any]) -> str:
    """An item on one line. Half a character, which no UTF-8 file can hold, becomes a question mark."""
    return json.dumps(item, ensure_ascii=False, allow_nan=False).encode("utf-8", "replace").decode("utf-8")


def iri(*parts: str) -> str:
    """``urn:sayso:report:r-1``; what no IRI may hold is escaped."""
    return SAYSO + ":".join(quote(part, safe="-._~", errors="replace") for part in parts)


def web(url: str | None) -> str | None:
    """An address of the web that may stand as an IRI; of anything else, None."""
    try:
        is_web = urlsplit(url or "").scheme in ("http", "https") and urlsplit(url or "").netloc
    except ValueError:
        return None
    return quote(url or "", safe="%/:=&?~#+!$,;'@()*[]-._", errors="replace") if is_web else None


def known(values: dict[str, Any]) -> dict[str, Any]:
    """The entries that hold something."""
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}


def article(about: dict[str, Any]) -> dict[str, Any]:
    """An article as an entity."""
    return known({"id": iri("article", about["id"]), "type": "Entity", "title": about["title"], "language": about["lang"],
                  "publisher": about["outlet"], "issued": about["published"], "url": web(about["url"])})
