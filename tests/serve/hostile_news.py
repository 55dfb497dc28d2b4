"""Articles with hostile words in every field."""

EVIL = "<script>alert(1)</script>"
NEWS = "Il presidente del Consiglio incontra oggi a Roma il collega francese per parlare della crisi."
LINES = [
    {"id": "a1", "title": "Uno", "published": "2022-12-30", "outlet": "Ansa", "url": "https://a.it/1", "text": NEWS},
    {"id": "a2", "title": "Due", "published": "2022-12-31", "outlet": "Tass", "text": f"{NEWS} Poi incontra la stampa. Una parola cade."},
    {"id": "evil/../1", "title": f"{EVIL} & \"quotes\" ' \u202e", "published": "2023-01-02", "outlet": f"{EVIL}'\"", "url": f"javascript:{EVIL}",
     "text": f"Il {EVIL} incontra {EVIL} a Minsk.\n<img src=x onerror=alert(2)> '; DROP TABLE articles; --\x1b[31m"},
    {"id": "a4", "title": "Uno, aggiornato", "published": "2022-12-31", "outlet": "Ansa", "url": "https://a.it/1",
     "text": f"{NEWS} E incontra Macron."},
    {"id": "a5", "title": "", "text": ""},
]
BASE = "http://127.0.0.1:8000"
