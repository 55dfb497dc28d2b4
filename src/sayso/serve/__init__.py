"""The workbench: a project file in the browser, to see, check and correct what it holds.

In: a project file. Out: pages on this machine, each with its ``.json`` and ``.csv`` beside it. Pages are made here (:mod:`sayso.serve.pages`);
what they count comes from :mod:`sayso.store.browse`, what they draw from :mod:`sayso.serve.draw`. Who may ask what stands in
:mod:`sayso.serve.guard`.

``sayso serve news.sayso``
"""
