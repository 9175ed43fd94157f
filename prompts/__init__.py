"""Prompt templates; each has a front matter with id, version and variables."""
