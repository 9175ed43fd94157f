"""The tables of a ledger. A change of them is another `VERSION`; a ledger of another version is left alone."""

from __future__ import annotations

VERSION = 2

STATES = ("pending", "complete", "partial", "failed")
"""Every document is in one of these; what is under way is `pending` until its record is written."""

TABLES = """
CREATE TABLE run (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- Each path that was asked for. `file` holds the name's bytes where they are not UTF-8; `stat` is what the file system said
-- of the file when it was hashed; `failure` says why it could not be read so far as to be hashed.
CREATE TABLE asked (
    path TEXT PRIMARY KEY,
    file BLOB,
    extra TEXT,
    stat TEXT,
    sha256 TEXT,
    failure_kind TEXT,
    failure TEXT
) WITHOUT ROWID;
CREATE INDEX asked_by_content ON asked (sha256, path);

-- Each document, by its content; `path` is the first in order of those that hold it. `made_with` is a digest of all that the
-- record depends on beside the document, `bytes` and `digest` are
-- of its file, `open` is the number of sections that ended unanswered or had a stand-in.
CREATE TABLE documents (
    sha256 TEXT PRIMARY KEY,
    path TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'complete', 'partial', 'failed')),
    failure_kind TEXT,
    failure TEXT,
    made_with TEXT,
    bytes INTEGER,
    digest TEXT,
    open INTEGER NOT NULL DEFAULT 0,
    findings TEXT NOT NULL DEFAULT '{}',
    usage TEXT,
    seconds REAL
) WITHOUT ROWID;
CREATE INDEX documents_by_state ON documents (state);

-- How each section of a document ended, and the digest of all that its answer depends on.
CREATE TABLE sections (
    sha256 TEXT NOT NULL,
    section TEXT NOT NULL,
    key TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('read', 'absent', 'unanswered')),
    reason TEXT,
    PRIMARY KEY (sha256, section)
) WITHOUT ROWID;

-- Money is written down before a request is sent and settled when its answer is there; what a kill leaves here counts as spent.
CREATE TABLE under_way (
    id INTEGER PRIMARY KEY,
    may_cost TEXT
);
-- Requests that are not answered yet, of a run with --batch. `batch` is the one that each stands in, NULL where it went back; it
-- counts with `may_cost` until then. `failure` says why no answer comes that can be used; one that does is in the cache.
CREATE TABLE requests (
    key TEXT PRIMARY KEY,
    batch INTEGER,
    tries INTEGER NOT NULL DEFAULT 0,
    may_cost TEXT,
    failure TEXT
) WITHOUT ROWID;
CREATE INDEX requests_by_batch ON requests (batch);

-- Batches that are not settled. `key` goes along as metadata, so that one is found whose number was not noted down.
CREATE TABLE batches (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('filling', 'full', 'posted')),
    file TEXT,
    remote TEXT
);

CREATE TABLE spent (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
"""
