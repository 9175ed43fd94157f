"""Settings from files, environment and flags: which wins, where each comes from, what is refused."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict

from giextract import settings
from giextract.errors import SettingsError
from giextract.settings import Resolved, checked, load_settings, user_file


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "home" / "giextract").mkdir(parents=True)
    (tmp_path / "work").mkdir()
    return tmp_path


def load(home: Path, user: str = "", work: str = "", flag: str | None = None, **environment: str) -> Resolved:
    """The settings under two files, some variables and a flag."""
    environment["XDG_CONFIG_HOME"] = str(home / "home")
    if user:
        user_file(environment).write_text(user, "utf-8")
    if work:
        (home / "work" / "giextract.toml").write_text(work, "utf-8")
    flags = {"default_backend": ("--backend", flag)} if flag else {}
    return load_settings(flags, folder=home / "work", environment=environment)


def test_nothing_set_is_the_rules(home: Path) -> None:
    resolved = load(home)
    assert resolved.settings.default_backend == "rules"
    assert set(resolved.key_to_origin.values()) == {"default"}
    assert [found for _, found in resolved.files] == [False, False]


def test_weight_grows_from_user_to_folder_to_environment_to_flag(home: Path) -> None:
    user, work = 'default_backend = "a"', 'default_backend = "b"'
    assert load(home, user).settings.default_backend == "a"
    assert load(home, user, work).settings.default_backend == "b"
    assert load(home, user, work, GIEXTRACT_DEFAULT_BACKEND="c").settings.default_backend == "c"
    last = load(home, user, work, "d", GIEXTRACT_DEFAULT_BACKEND="c")
    assert (last.settings.default_backend, last.key_to_origin["default_backend"]) == ("d", "--backend")


def test_a_backend_comes_whole_from_one_file(home: Path) -> None:
    user = '[backends.cloud]\nbase_url = "https://mine"\napi_key_env = "KEY"\n[backends.local]\nmodel = "m"\n'
    resolved = load(home, user, '[backends.cloud]\nbase_url = "https://theirs"\n')
    assert resolved.settings.backends == {"cloud": {"base_url": "https://theirs"}, "local": {"model": "m"}}
    origins = {key for key, origin in resolved.key_to_origin.items() if origin != "default"}
    assert origins == {"backends.cloud.base_url", "backends.local.model"}


def test_a_variable_changes_one_key_of_a_backend(home: Path) -> None:
    user = '[backends.My-Local]\nmodel = "m"\nmode = "json"\n'
    resolved = load(home, user, GIEXTRACT_BACKENDS__MY_LOCAL__MODEL="n", GIEXTRACT_BACKENDS__NEW__MODEL="x")
    assert resolved.settings.backends == {"My-Local": {"model": "n", "mode": "json"}, "new": {"model": "x"}}
    assert resolved.key_to_origin["backends.My-Local.model"] == "GIEXTRACT_BACKENDS__MY_LOCAL__MODEL"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("defualt_backend = 'x'", "there is no setting 'defualt_backend'; did you mean 'default_backend'?"),
        (
            "zzz = 1",
            "there is no setting 'zzz'; there are default_backend, budget, cache, ocr, ocr_processes, backends",
        ),
        ("default_backend = 3", "default_backend is wrong: Input should be a valid string"),
        ("backends = 'sk-secret'", "backends is wrong: Input should be a valid dictionary"),
        ("[backends]\nlocal = 1", "backends.local is wrong: Input should be a valid dictionary"),
        ("not toml", "is not TOML"),
    ],
)
def test_what_does_not_fit_is_one_line_that_names_the_file(text: str, message: str, home: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        load(home, work=text)
    assert message in caught.value.message
    assert caught.value.message.startswith(str(home / "work" / "giextract.toml"))
    assert "\n" not in caught.value.message
    assert "sk-secret" not in caught.value.message


def test_an_unknown_variable_is_an_error_with_a_hint(home: Path) -> None:
    with pytest.raises(
        SettingsError, match="GIEXTRACT_DEFAULT_BACKENDS, which is no setting; did you mean 'GIEXTRACT_DEF"
    ):
        load(home, GIEXTRACT_DEFAULT_BACKENDS="rules")
    assert load(home, GIEXTRACT_DEBUG="1", GIEXTRACT_DEFAULT_BACKEND="").settings.default_backend == "rules"


def test_a_file_that_cannot_be_read(home: Path) -> None:
    (home / "work" / "giextract.toml").write_bytes("default_backend = '规则'".encode("gb18030"))
    with pytest.raises(SettingsError, match="is not UTF-8"):
        load(home)


def test_a_byte_order_mark_is_no_part_of_a_file(home: Path) -> None:
    assert load(home, work="\ufeffdefault_backend = 'b'").settings.default_backend == "b"


def test_a_backend_checks_its_own_table() -> None:
    class Profile(BaseModel):
        model_config = ConfigDict(extra="forbid")
        model: str
        concurrency: int = 8

    assert checked(Profile, {"model": "m", "concurrency": "4"}, "backends.x").concurrency == 4
    with pytest.raises(SettingsError, match=r"backends\.x: there is no setting 'modle'; did you mean 'model'"):
        checked(Profile, {"model": "m", "modle": "n"}, "backends.x")


def test_examples() -> None:
    assert doctest.testmod(settings).failed == 0
