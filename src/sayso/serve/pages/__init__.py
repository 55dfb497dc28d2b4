"""The pages, a file a page or a kind of page: an :class:`~sayso.serve.page.Ask` goes in, a :class:`~sayso.serve.page.Page` comes out."""
