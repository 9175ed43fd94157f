"""The errors of giextract, as a tree.

    GiextractError                      something a user can read and act on
        SchemaError                     a schema could not be loaded, or has a shape that cannot be extracted
        SettingsError                   giextract.toml, environment or flags do not fit together
        ReadingError                    a file could not be turned into a document
        NotAReportError                 a document was read, but is no annual report
        BackendError                    a backend could not answer at all
            UnreachableError            no whole answer came over the network, or only server errors
            RateLimitedError            the endpoint kept saying that it was asked too often
            CredentialsError            the endpoint does not accept the key
            ModelNotFoundError          the endpoint does not know the model, or the address is wrong
            RequestRefusedError         the endpoint calls the request wrong
            ContextError                the request is longer than the model's context
            RefusedError                the model refused to answer
            FilteredError               the provider's filter stopped the answer
            CutOffError                 the answer was cut off at its greatest length
            EmptyAnswerError            the answer holds nothing
            NotAnAnswerError            what came is no answer of a language model (a web page, another format)
            RejectedAnswerError         no try gave an answer in the asked form
            TimeLimitError              the time for one report was over
            BudgetError                 the request would have cost more than was left
            ReplayError                 a recording has no answer to the request
        GroundingError                  a backend answered with something that is not an answer (a defect of the backend)
        QueuedError                     a request waits for a batch; its document is done when that has ended
        OutputError                     a result could not be written
        RunError                        a run's folder, ledger, list or manifest cannot be used
        LabelError                      a label is no label, or does not fit its schema
        SuiteError                      a suite, a run folder or a baseline cannot be used
        RecordError                     a file or folder that should hold records holds none
        DecisionError                   a decision of a review cannot be read, or does not fit its report

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


class UnreachableError(BackendError):
    """No whole answer came over the network, or only server errors, after all tries."""


class RateLimitedError(BackendError):
    """The endpoint kept saying that it was asked too often."""


class CredentialsError(BackendError):
    """The endpoint does not accept the key."""


class ModelNotFoundError(BackendError):
    """The endpoint does not know the model, or nothing is at the address."""


class RequestRefusedError(BackendError):
    """The endpoint calls the request wrong."""


class ContextError(BackendError):
    """The request is longer than the model's context."""


class RefusedError(BackendError):
    """The model refused to answer."""


class FilteredError(BackendError):
    """The provider's filter stopped the answer."""


class CutOffError(BackendError):
    """The answer was cut off at its greatest length."""


class EmptyAnswerError(BackendError):
    """The answer holds nothing."""


class NotAnAnswerError(BackendError):
    """What came is no answer of a language model."""


class RejectedAnswerError(BackendError):
    """No try gave an answer in the asked form."""


class TimeLimitError(BackendError):
    """The time for one report was over."""


class BudgetError(BackendError):
    """The request would have cost more than was left of the budget."""


class ReplayError(BackendError):
    """A recording has no answer to the request, or is no recording."""


class GroundingError(GiextractError):
    """A backend answered with something that is not an answer: a path outside the schema, a span outside the text."""


class QueuedError(GiextractError):
    """A request waits for a batch of the endpoint; no user ever sees it."""


class OutputError(GiextractError):
    """A result could not be written where the user wanted it."""


class RunError(GiextractError):
    """A run's folder, its ledger, or the list or manifest of what it is to read cannot be used."""


class LabelError(GiextractError):
    """A label is no label, or does not fit its schema."""


class SuiteError(GiextractError):
    """A suite, a run folder or a baseline cannot be used."""


class RecordError(GiextractError):
    """A file or folder that should hold records holds none, or none that can be read."""


class DecisionError(GiextractError):
    """A decision of a review cannot be read, or does not fit its report."""
