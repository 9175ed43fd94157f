"""Profiles: how to talk to one endpoint, one table `[backends.NAME]` of the settings."""

from __future__ import annotations

import os
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit, urlunsplit

from pydantic import BaseModel, ConfigDict, Field, field_validator

from giextract.errors import SettingsError

Mode = Literal["tools", "json_schema", "json", "md_json"]
PARAMETERS_OF_OURS = frozenset({"model", "messages", "tools", "tool_choice", "response_format", "stream", "n"})

LONGEST_ANSWER = 4096
"""Tokens that an answer is taken to have at the most where the profile does not say."""


class Profile(BaseModel):
    """What the table of a model backend may hold.

    Unknown prices stay None, and what is computed from them `unknown`, never 0.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal["model"] = Field(default="model", description="an OpenAI-compatible endpoint")
    base_url: str = Field(description="address of the endpoint, up to and with its version: https://api.example.com/v1")
    model: str = Field(min_length=1, description="the model's name at the endpoint")
    api_key_env: str | None = Field(default=None, description="environment variable that holds the key")
    mode: Mode = Field(default="json", description="how structure is asked for; a refused mode steps down by itself")
    strict: bool = Field(default=False, description="json_schema and tools in strict mode, where the endpoint has it")
    temperature: Annotated[float, Field(ge=0, le=2)] | Literal["default"] = Field(
        default=0.0, description="default: the endpoint's own, for models that take no other"
    )
    max_tokens: Annotated[int, Field(ge=16)] | Literal["default"] = Field(
        default=4096, description="most tokens of one answer; default: the endpoint's own"
    )
    max_tokens_name: Literal["max_tokens", "max_completion_tokens"] = Field(default="max_tokens")
    seed: int | None = None
    extra_body: dict[str, Any] = Field(default={}, description="sent along in each request")
    extra_headers: dict[str, str] = Field(default={}, description="sent along in each request, never stored or shown")
    timeout: float = Field(default=120.0, gt=0, description="seconds for one answer")
    time_limit: float | None = Field(default=None, gt=0, description="seconds for one report in all")
    tries: int = Field(default=5, ge=1, le=20, description="tries of one request against transport faults")
    re_asks: int = Field(default=2, ge=0, le=5, description="times that rejected leaves are asked for again")
    requests_per_minute: int | None = Field(default=None, ge=1)
    tokens_per_minute: int | None = Field(default=None, ge=1)
    concurrency: int = Field(default=8, ge=1, le=256)
    share_requests: bool = Field(default=True, description="small sections share a request")
    price_in: Decimal | None = Field(default=None, ge=0, description="per million tokens sent")
    price_cached: Decimal | None = Field(
        default=None, ge=0, description="per million tokens sent that the endpoint had kept"
    )
    price_out: Decimal | None = Field(default=None, ge=0, description="per million tokens received")
    batch_price: Decimal = Field(
        default=Decimal(1), gt=0, le=1, description="what of these prices its Batch API takes (0.5: half)"
    )
    batch_requests: int = Field(default=50_000, ge=1, description="most requests of one batch")
    batch_bytes: int = Field(default=190_000_000, ge=10_000, description="most bytes of one batch")
    batch_wait: float = Field(default=60.0, gt=0, description="seconds between looks at a batch at the most")
    currency: str = Field(default="USD", min_length=1, max_length=8)
    epoch: int = Field(default=0, ge=0, description="another number asks again instead of using the cache")

    @field_validator("base_url")
    @classmethod
    def _address(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("must be an address that begins with http:// or https://")
        if parts.username or parts.password or parts.query:
            raise ValueError(
                "must hold no user, password or query; put the key in an environment variable (api_key_env)"
            )
        return urlunsplit((parts.scheme, parts.netloc, parts.path.rstrip("/"), "", ""))

    @field_validator("extra_body")
    @classmethod
    def _body(cls, value: dict[str, Any]) -> dict[str, Any]:
        taken = PARAMETERS_OF_OURS & value.keys()
        if taken:
            raise ValueError(f"{', '.join(sorted(taken))} cannot be set here")
        return value

    def key(self, environment: Mapping[str, str] | None = None) -> str:
        """The key from the environment; a placeholder where none is configured, SettingsError where it is not set."""
        if self.api_key_env is None:
            return "none"
        value = (os.environ if environment is None else environment).get(self.api_key_env, "").strip()
        if not value:
            raise SettingsError(
                f"the environment variable {self.api_key_env} holds no key; set it, or choose another backend"
            )
        return value

    def parameters(self) -> dict[str, Any]:
        """What is sent beside messages and structure, and changes the answer."""
        found: dict[str, Any] = {"model": self.model}
        if self.temperature != "default":
            found["temperature"] = self.temperature
        if self.max_tokens != "default":
            found[self.max_tokens_name] = self.max_tokens
        if self.seed is not None:
            found["seed"] = self.seed
        return found

    @property
    def longest_answer(self) -> int:
        """Tokens of an answer at the most, as far as that is known."""
        return LONGEST_ANSWER if self.max_tokens == "default" else self.max_tokens
