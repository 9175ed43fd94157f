"""The `model` backend: a language model behind any OpenAI-compatible endpoint fills the sections.

`planning` cuts a report into requests, `asking` gets each of them answered, `judging` lets only proved leaves through, and
`exchanges` owns cache, limits, retries and money. Nothing of openai or instructor is imported before a request needs it.
"""

from giextract.backends.model.backend import ModelBackend
from giextract.backends.model.profile import Profile

__all__ = ["ModelBackend", "Profile"]
