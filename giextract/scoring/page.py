"""The page."""
from giextract.scoring.result import Result


def page(result: Result) -> str:
    return ""
