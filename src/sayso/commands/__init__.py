"""Commands of the command line, a file an area; ``sayso.cli`` puts them together."""
