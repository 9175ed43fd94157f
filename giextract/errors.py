"""The errors of giextract, as a tree.

    GiextractError                      something a user can read and act on
        SchemaError                     a schema could not be loaded, or has a shape that cannot be extracted
        SettingsError                   giextract.toml, environment or flags do not fit together
        ReadingError                    a file could not be turned into a document
        NotAReportError                 a document was read, but is no annual report
        BackendError                    a backend could not answer at all
        GroundingError                  a backend answered with something that is not an answer (a defect of the backend)
        OutputError                     a result could not be written
        LabelError                      a label is no label, or does not fit its schema
        SuiteError                      a suite, a run folder or a baseline cannot be used

The message of each is one line for a person: what happened, and what to do about it. No foreign exception leaves the
public functions in place of these, and no message holds a secret.
"""

from __future__ import annotations


class GiextractError(Exception):
    """Base of all errors that are shown to a user as one line."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class SchemaError(GiextractError):
    """A schema could not be loaded, or has a shape that cannot be extracted."""


class SettingsError(GiextractError):
    """Configuration from file, environment or flags does not fit together."""


class ReadingError(GiextractError):
    """A file could not be turned into a document.

    `path` is the file as the user named it.
    """

    def __init__(self, message: str, path: str = "") -> None:
        super().__init__(message)
        self.path = path


class NotAReportError(GiextractError):
    """A document was read, but nothing in it is an annual report of government disclosure."""


class BackendError(GiextractError):
    """A backend could not answer a section."""


class GroundingError(GiextractError):
    """A backend answered with something that is not an answer: a path outside the schema, a span outside the text."""


class OutputError(GiextractError):
    """A result could not be written where the user wanted it."""


class LabelError(GiextractError):
    """A label is no label, or does not fit its schema."""


class SuiteError(GiextractError):
    """A suite, a run folder or a baseline cannot be used."""
