"""The methods of the Bot API, one function each, grouped by what they do; `table.py` names them all."""
