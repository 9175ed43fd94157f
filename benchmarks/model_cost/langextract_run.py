"""Run by the Python of LangExtract's own environment, never imported here: a job as JSON in, what was extracted as JSON out.

Its best settings for Chinese: the tokenizer that parts Chinese characters, plain JSON without a schema made from the
examples (that would allow no other classes than theirs), a whole report in one chunk (cheapest; smaller ones place no more
rightly), fuzzy alignment. Without it fewer lies get a place, and fewer truths.
"""

import json
import sys
from importlib.metadata import version
from typing import Any

import langextract as lx  # type: ignore[import-not-found]
from langextract import factory, resolver
from langextract.core import tokenizer  # type: ignore[import-not-found]


def main() -> None:
    job = json.load(sys.stdin)
    chinese = tokenizer.UnicodeTokenizer()
    examples = [
        lx.data.ExampleData(
            text=job["example"]["text"],
            extractions=[
                lx.data.Extraction(extraction_class=name, extraction_text=words)
                for name, words in job["example"]["extractions"]
            ],
        )
    ]
    model = factory.ModelConfig(
        model_id="gpt-4o-mini",
        provider="OpenAILanguageModel",
        provider_kwargs={"base_url": job["url"], "api_key": "none"},
    )
    alignment = {"enable_fuzzy_alignment": job["fuzzy"], "accept_match_lesser": job["fuzzy"]}
    found = []
    for text in job["documents"]:
        document: Any = lx.extract(
            text,
            prompt_description=job["description"],
            examples=examples,
            config=model,
            use_schema_constraints=False,
            max_char_buffer=job["max_char_buffer"],
            tokenizer=chinese if job["chinese"] else None,
            resolver_params={**alignment, "suppress_parse_errors": False},
            show_progress=False,
        )
        found.append([[one.extraction_class, *_span(one)] for one in document.extractions])
    aligner = resolver.Resolver()
    lies = []
    for index, words in job["lies"]:
        lie = lx.data.Extraction(extraction_class="lie", extraction_text=words)
        given = list(
            aligner.align(
                [lie], job["documents"][index], 0, 0, tokenizer_inst=chinese if job["chinese"] else None, **alignment
            )
        )
        lies.append(bool(given) and given[0].char_interval is not None)
    json.dump({"version": version("langextract"), "found": found, "lies": lies}, sys.stdout)


def _span(extraction: Any) -> tuple[int | None, int | None]:
    span = extraction.char_interval
    return (span.start_pos, span.end_pos) if span is not None else (None, None)


if __name__ == "__main__":
    main()
