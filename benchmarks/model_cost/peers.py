"""The others: the schema asked whole in one instructor call, and LangExtract in an environment of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.model_cost.reports import Report
from giextract.backends.model.planning import Planner
from giextract.schema import load_schema

ROOT = Path(__file__).parents[2]
ENVIRONMENT = ROOT / ".venv" / "langextract"
WANTED = ("langextract[openai]>=1.7,<2",)
ASKED = (
    "从文件中摘录下列字段。extraction_class是字段的路径，extraction_text从原文逐字照抄：数字连同前面的标签和单位抄到能唯一辨认为止。"
    "没有说的不摘录；“未收到”“无”等照抄。只取本年度、本单位自己的数。\n"
)
EXAMPLE = {
    "text": "全年公开信息130条（上年118条），其中87条在网站；财政信息3条，占2.3%。未发生行政诉讼。\n电话：0571-1234567",
    "extractions": [
        ["/disclosure/total", "公开信息130条"],
        ["/disclosure/by_category/0/name", "财政信息"],
        ["/disclosure/by_category/0/count", "财政信息3条"],
        ["/disclosure/by_category/0/percent", "占2.3%"],
        ["/disputes/lawsuits", "未发生行政诉讼"],
        ["/header/contact_phone", "0571-1234567"],
    ],
}


def one_instructor_call(url: str, reports: list[Report]) -> None:
    """Ask for the whole schema at once, in JSON mode, without any retry."""
    import instructor
    import openai

    client = instructor.from_openai(openai.OpenAI(base_url=url, api_key="none"), mode=instructor.Mode.JSON)
    for report in reports:
        client.chat.completions.create(
            model="m",
            response_model=load_schema().model,
            messages=[{"role": "user", "content": report.text}],
            max_retries=0,
            strict=False,
        )


def description() -> str:
    """The fields in the words of our own prompts: all of them, because LangExtract does not route."""
    openings = [opening.partition("文件（节选）")[0] for _, opening, _ in Planner(load_schema())._groups]
    return ASKED + "\n".join(opening.strip() for opening in openings)


def langextract(url: str, reports: list[Report], **settings: Any) -> dict[str, Any]:
    """What LangExtract finds: `found` is class, start and end by report, `lies` whether each lie was given a span."""
    lies = [[index, leaf.lie] for index, report in enumerate(reports) for leaf in report.leaves if leaf.lie]
    job = {
        "url": url, "description": description(), "example": EXAMPLE, "documents": [report.text for report in reports],
        "lies": lies, **settings,
    }  # fmt: skip
    command = [str(_environment()), str(Path(__file__).with_name("langextract_run.py"))]
    done = subprocess.run(command, input=json.dumps(job), capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"LangExtract failed:\n{done.stderr[-2000:]}")
    return dict(json.loads(done.stdout[done.stdout.index('{"version"') :]))


def _environment() -> Path:
    """The Python of LangExtract's environment, made with the first run."""
    python = ENVIRONMENT / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(ENVIRONMENT)], check=True)
        print(f"installing {WANTED[0]} in {ENVIRONMENT.relative_to(ROOT)}", file=sys.stderr)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *WANTED], check=True)
    return python
