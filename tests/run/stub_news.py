"""Articles for the stub coder: what project files in the tests are made of."""

NEWS = "Il presidente del Consiglio incontra oggi a Roma il collega francese per parlare della crisi."
LINES = [
    {"id": "a1", "title": "Uno", "published": "2022-12-30", "outlet": "Ansa", "url": "https://a.it/1", "text": NEWS},
    {"id": "a2", "title": "Due", "outlet": "Tass", "text": f"{NEWS} Poi incontra la stampa. Una parola cade."},
    {"id": "a2", "title": "Due, ma altro", "outlet": "Reuters", "text": f"Ieri il ministro incontra i sindacati. {NEWS}"},
    {"id": "a3", "title": "Tre", "text": "Un ERRORE nel testo che il presidente incontra.", "lang": "it"},
    {"id": "a4", "title": "Uno, aggiornato", "published": "2022-12-31", "outlet": "Ansa", "url": "https://a.it/1",
     "text": f"{NEWS} E incontra Macron."},
    {"title": "Senza id", "published": "2022-12-31", "outlet": "Ansa",
     "text": "Il premier incontra\x1b[31m i <b>sindaci</b>; '; DROP TABLE articles; --."},
    {"id": "a6", "title": "", "text": ""},
    {"id": "a7", "title": "Zero", "text": "Niente da segnalare nella giornata di oggi.", "lang": "it"},
    {"id": "a8", "title": "Talks", "lang": "en", "text": "The president met protesters; talks incontra nothing."},
]
