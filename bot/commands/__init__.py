"""The command line, a file a subject; `bot/__main__.py` puts them together."""
