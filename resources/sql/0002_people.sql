-- SPDX-License-Identifier: Apache-2.0
-- Version 2: what only people know, and what was compared. Keyed by the run's name, so that it outlives a rebuilt list of runs.
CREATE TABLE notes (
  run TEXT PRIMARY KEY,
  text TEXT NOT NULL,
  changed TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE tags (
  run TEXT NOT NULL,
  tag TEXT NOT NULL,
  PRIMARY KEY (run, tag)
) STRICT, WITHOUT ROWID;
CREATE TABLE bin (
  run TEXT PRIMARY KEY,
  since TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE comparisons (
  id INTEGER PRIMARY KEY,
  made TEXT NOT NULL,
  adapters TEXT NOT NULL,               -- JSON: who answered
  result TEXT NOT NULL                  -- JSON: items, proof, verdict
) STRICT;
CREATE TABLE votes (
  id INTEGER PRIMARY KEY,
  comparison INTEGER NOT NULL REFERENCES comparisons (id),
  item INTEGER NOT NULL,
  choice TEXT NOT NULL,
  made TEXT NOT NULL,
  UNIQUE (comparison, item)
) STRICT;
CREATE TABLE audit (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL
) STRICT;
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
