"""The schemas that ship with giextract: plain Pydantic models, one package each."""
