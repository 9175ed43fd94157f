"""The three fixed tables of the 2019 regime: finding, aligning by label, solving what ran together.

`tokens` reads the characters of a table, `rows` says which label they stand behind, `cells` makes cells of them, `splitting`
lists every way to cut digits that ran together, and `solving` keeps what the form's own equations leave as the only one.
A cell that cannot be placed for certain is illegible: a shifted cell is worse than a missing one.
"""
