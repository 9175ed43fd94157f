"""Asking: one request until its answer is proved, or no try is left; instructor owns the re-asking.

instructor parses the answer, lets it be validated and asks again while validation fails. What is sent is ours alone: a report
never passes through its templating, and its prompts and schemas are not used. A re-ask names the leaves that were rejected
and why; what was accepted before is kept.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator

from giextract.backends import Answer
from giextract.backends.model import templates
from giextract.backends.model.exchanges import Exchanging
from giextract.backends.model.fields import AnswerSchema
from giextract.backends.model.judging import Judge, Rejected, Verdict
from giextract.backends.model.merging import INDEX
from giextract.backends.model.modes import object_in
from giextract.backends.model.planning import Request
from giextract.backends.model.usage import Spent
from giextract.errors import (
    BackendError,
    BudgetError,
    CutOffError,
    EmptyAnswerError,
    FilteredError,
    GiextractError,
    RefusedError,
    RejectedAnswerError,
)

NO_OBJECT = "- 回答不是一个完整的JSON对象"
MOST_COMPLAINTS = 40


class Reply(BaseModel):
    """Any JSON object; the talk that is held judges it."""

    model_config = ConfigDict(extra="allow")

    @model_validator(mode="before")
    @classmethod
    def _judged(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            raise ValueError("not an object")
        _TALK.get().hear(data)
        return {}


@dataclass
class Talk:
    """What was said about one request, and what came of it."""

    request: Request
    judge: Judge
    tries: int
    messages: list[dict[str, str]]
    accepted: dict[str, Answer] = field(default_factory=dict)
    rejected: list[Rejected] = field(default_factory=list)
    heard: bool = False
    said: str = ""
    complaint: str = NO_OBJECT
    error: BackendError | None = None
    stopped: GiextractError | None = None
    _items: dict[str, int] = field(default_factory=dict)

    def hear(self, answer: dict[str, Any]) -> None:
        """Judge an answer; ValueError where something in it has to be asked again and may be."""
        verdict = self.judge.verdict(answer)
        if not verdict.understood:
            self.complaint = f"- 回答的键不对，须以部分名为键：{', '.join(self.judge.fields)}"
            raise ValueError("nothing of it was asked for")
        self.keep(verdict)
        self.heard = True
        self.rejected = verdict.rejected
        self.complaint = "\n".join(
            f"- {one.where} 答“{one.given}”: {one.reason}" for one in self.rejected[:MOST_COMPLAINTS]
        )
        if self.rejected and self.tries > 0:
            raise ValueError("some leaves are not proved")

    def keep(self, verdict: Verdict) -> None:
        """Add what was accepted; items of lists go behind those of earlier tries."""
        highest: dict[str, int] = {}
        for answer in verdict.accepted:
            path = answer.path
            index = INDEX.search(path)
            if index is not None:
                head = path[: index.start()]
                number = int(index[1]) + self._items.get(head, 0)
                highest[head] = max(highest.get(head, 0), number + 1)
                path = f"{head}/{number}{path[index.end() :]}"
            if path not in self.accepted:
                self.accepted[path] = answer if path == answer.path else replace(answer, path=path)
        self._items.update(highest)

    def next_messages(self) -> list[dict[str, str]]:
        """The messages of the next try."""
        if self.said:
            again = templates.load("re-ask").render(complaints=self.complaint)
            self.messages = [
                *self.messages,
                {"role": "assistant", "content": self.said},
                {"role": "user", "content": again},
            ]
        return self.messages

    def answers(self) -> list[Answer]:
        """What was accepted, and `unanswered` for what never was."""
        found = list(self.accepted.values())
        taken = dict(self._items)
        for one in self.rejected:
            if one.path in self.accepted:
                continue
            paths = _leaf_paths(one, self.judge, taken)
            found.extend(Answer(path, "unanswered", one.line, one.given, reason=one.reason) for path in paths)
        return found


def _leaf_paths(one: Rejected, judge: Judge, taken: dict[str, int]) -> list[str]:
    """Paths of the leaves that a rejection concerns; a rejected item stands behind the accepted ones."""
    from giextract.backends.model.judging import leaves_of

    parts = one.path.split("/")
    spot = next((index for index, part in enumerate(parts) if part.isdigit()), None)
    head = "/".join(parts[:spot]) if spot is not None else one.path
    for entry in _all(leaves_of(judge.fields)):
        if entry.path != head:
            continue
        if spot is None:
            return [leaf.path for leaf in entry.columns] or [one.path]
        number = taken.get(head, 0)
        taken[head] = number + 1
        rest = parts[spot + 1 :]
        if rest or entry.kind == "leaves":
            return ["/".join([head, str(number), *rest])]
        return [f"{head}/{number}/{part.key}" for part in entry.parts[:1]]
    return [one.path]


def _all(entries: Any) -> Any:
    for entry in entries:
        yield entry
        if entry.kind == "object":
            yield from _all(entry.parts)


def known(request: Request, judge: Judge, exchanger: Exchanging) -> list[Answer] | None:
    """The answers to `request` where the cache holds one that is proved as a whole, without waiting for anything; else None."""
    text = exchanger.known(request.messages, request.schema(strict=exchanger.profile.strict))
    return proved(text, judge) if text is not None else None


def proved(text: str, judge: Judge) -> list[Answer] | None:
    """The answers in `text` where every one of them is proved, None where something has to be asked again."""
    found = object_in(text)
    verdict = judge.verdict(found) if found is not None else None
    return verdict.accepted if verdict and verdict.understood and not verdict.rejected else None


async def ask(request: Request, judge: Judge, exchanger: Exchanging, spent: Spent) -> list[Answer]:
    """The proved answers to `request`, with `unanswered` for leaves that no try could prove; raises BackendError.

    `spent` is also told how it ended.
    """
    try:
        return await _ask(request, judge, exchanger, spent)
    except (RefusedError, FilteredError):
        spent.refused += 1
        raise
    except CutOffError:
        spent.cut_off += 1
        raise
    except (RejectedAnswerError, EmptyAnswerError):
        spent.never += 1
        raise


async def _ask(request: Request, judge: Judge, exchanger: Exchanging, spent: Spent) -> list[Answer]:
    profile = exchanger.profile
    talk = Talk(request, judge, profile.re_asks, request.messages)
    schema = request.schema(strict=profile.strict)
    first = await exchanger.text(talk.messages, schema, spent)  # before instructor is imported: that takes a while
    answers = proved(first, judge)
    if answers is not None:  # nothing to ask again
        spent.first += 1
        return answers
    await _converse(talk, exchanger, schema, spent, first)
    # In a run that will go on, what was accepted is known again then, and money is all that a leaf was refused for.
    if talk.error is not None and (not talk.heard or (exchanger.accounted and isinstance(talk.error, BudgetError))):
        raise talk.error
    if not talk.heard:
        gave = "no JSON object" if talk.complaint == NO_OBJECT else "nothing under the keys that were asked for"
        raise RejectedAnswerError(
            f"{exchanger.name} gave {gave} in {profile.re_asks + 1} tries; try another model or mode"
        )
    open_leaves = any(one.path not in talk.accepted for one in talk.rejected)
    if open_leaves or talk.error is not None:
        spent.never += 1
    else:
        spent.re_asked += 1
    return talk.answers()


_TALK: ContextVar[Talk] = ContextVar("talk")
"""The talk of this task. instructor's own validation context would have every message rendered as a template."""


async def _converse(talk: Talk, exchanger: Exchanging, schema: AnswerSchema, spent: Spent, first: str) -> None:
    from instructor.core import InstructorRetryException
    from pydantic import ValidationError
    from tenacity import AsyncRetrying, retry_if_exception_type, stop_after_attempt

    talk.tries += 1

    async def turn() -> Any:
        talk.tries -= 1
        try:
            messages = talk.next_messages()
            talk.said = await exchanger.text(messages, schema, spent) if talk.said else first
        except BackendError as error:
            talk.error = error
            raise
        except GiextractError as error:  # nothing can be kept, or asked, any more
            talk.stopped = error
            raise
        found = object_in(talk.said)
        if found is None:
            talk.complaint = NO_OBJECT
        return _completion(talk.said if found is None else json.dumps(found, ensure_ascii=False))

    driven, model = _driver()
    held, turning = _TALK.set(talk), _TURN.set(turn)
    try:
        await driven(
            response_model=model,
            messages=[{"role": "user", "content": "-"}],
            strict=False,
            max_retries=AsyncRetrying(
                stop=stop_after_attempt(exchanger.profile.re_asks + 1),
                retry=retry_if_exception_type(ValidationError),
                reraise=True,
            ),
        )
    except InstructorRetryException as error:
        if talk.stopped is not None:
            raise talk.stopped from None
        if talk.error is None and not isinstance(error.__cause__, ValidationError):
            raise
    finally:
        _TALK.reset(held)
        _TURN.reset(turning)


_TURN: ContextVar[Callable[[], Awaitable[Any]]] = ContextVar("turn")
"""What takes the next turn of this task's talk."""


@cache
def _driver() -> tuple[Any, Any]:
    """instructor's call that asks until an answer validates, and the model it validates with; made once for all talks."""
    import instructor

    logging.getLogger("instructor").setLevel(logging.CRITICAL)  # its error lines hold pieces of the documents

    async def create(**_: Any) -> Any:
        return await _TURN.get()()

    return instructor.patch(create=create, mode=instructor.Mode.JSON), instructor.openai_schema(Reply)


def _completion(text: str) -> Any:
    from openai.types.chat import ChatCompletion

    choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}
    whole = {"id": "-", "object": "chat.completion", "created": 0, "model": "-", "choices": [choice]}
    return ChatCompletion.model_validate(whole)
