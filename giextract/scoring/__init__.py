"""Scoring: records against labels, which backend is better, and by how much.

    label + record → slots (outcomes) → counts per report → scores with intervals → report, page, comparison, gate

Scoring reads records and labels only. Whatever makes the records is passed in, so that kept records are scored again
without any backend. The reasoning is in EVALS.md; where this code does otherwise, the docstring at the place says why.
"""

VERSION = 1
"""Version of the scoring policy, part of every signature: raise it whenever the same records may get another score."""
