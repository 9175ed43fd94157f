"""stub"""
from giextract.backends import Answer
from giextract.backends.rules.sentences import Reading


def answers(reading: Reading) -> list[Answer]:
    return []
