-- A store of version 1 with one run, as the first migration made it. Never changed: a test brings it forward.
-- SPDX-License-Identifier: Apache-2.0
-- Version 1: what Graft can read again from its folders (datasets, runs and everything in a run's recorded events).
CREATE TABLE dataset_versions (
  dataset TEXT NOT NULL,
  version INTEGER NOT NULL,
  hash TEXT NOT NULL,
  manifest TEXT NOT NULL,               -- JSON, as in its folder
  PRIMARY KEY (dataset, version)
) STRICT, WITHOUT ROWID;
CREATE TABLE runs (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,            -- name of its folder
  state TEXT NOT NULL,
  parent TEXT NOT NULL,
  model TEXT NOT NULL,
  dataset TEXT NOT NULL,
  dataset_version INTEGER NOT NULL,
  started TEXT NOT NULL,                -- UTC, ISO 8601
  ended TEXT NOT NULL,
  steps INTEGER NOT NULL,
  loss_last REAL,
  heldout_loss REAL,
  heldout_exact_match REAL,
  record TEXT NOT NULL,                 -- run.json, verbatim
  record_stamp TEXT NOT NULL            -- size and time of run.json when it was read
) STRICT;
CREATE INDEX runs_started ON runs (started);
CREATE TABLE settings (
  run INTEGER NOT NULL REFERENCES runs (id),
  key TEXT NOT NULL,
  value TEXT NOT NULL,                  -- JSON
  PRIMARY KEY (run, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE streams (
  run INTEGER NOT NULL REFERENCES runs (id),
  file TEXT NOT NULL,                   -- 0001.frames and so on
  bytes INTEGER NOT NULL,               -- read so far
  sequence INTEGER NOT NULL,            -- of the next frame
  PRIMARY KEY (run, file)
) STRICT, WITHOUT ROWID;
-- 1,024 steps of one metric: step s lies in chunk (s - 1) / 1024 at place (s - 1) % 1024, 64-bit little-endian, NaN where nothing is.
CREATE TABLE metrics (
  id INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES runs (id),
  metric INTEGER NOT NULL,
  chunk INTEGER NOT NULL,
  digest INTEGER NOT NULL,              -- hash64 of data
  data BLOB NOT NULL,
  UNIQUE (run, metric, chunk)
) STRICT;
CREATE TABLE evaluations (
  run INTEGER NOT NULL REFERENCES runs (id),
  step INTEGER NOT NULL,
  loss REAL,
  exact_match REAL,
  PRIMARY KEY (run, step)
) STRICT, WITHOUT ROWID;
CREATE TABLE samples (
  run INTEGER NOT NULL REFERENCES runs (id),
  step INTEGER NOT NULL,
  answers TEXT NOT NULL,                -- JSON
  PRIMARY KEY (run, step)
) STRICT, WITHOUT ROWID;
CREATE TABLE checkpoints (
  run INTEGER NOT NULL REFERENCES runs (id),
  step INTEGER NOT NULL,
  seconds REAL NOT NULL,
  bytes INTEGER NOT NULL,
  PRIMARY KEY (run, step)
) STRICT, WITHOUT ROWID;
CREATE TABLE warnings (
  run INTEGER NOT NULL REFERENCES runs (id),
  file TEXT NOT NULL,
  sequence INTEGER NOT NULL,            -- of its frame in that stream
  step INTEGER NOT NULL,                -- last step before it
  payload TEXT NOT NULL,                -- JSON: rule, level, text, action
  PRIMARY KEY (run, file, sequence)
) STRICT, WITHOUT ROWID;
CREATE TABLE adapters (
  run INTEGER PRIMARY KEY REFERENCES runs (id),
  hash TEXT NOT NULL
) STRICT;
PRAGMA user_version = 1;
PRAGMA application_id = 1196574292;
INSERT INTO dataset_versions VALUES ('starter', 1, 'cb6d', '{}');
INSERT INTO runs VALUES (1, 'starter-1', 'finished', '', 'SmolLM2', 'starter', 1, '2026-11-24T08:00:00Z', '2026-11-24T08:03:00Z', 3, 3.0, 2.5, NULL, '{}', '2 1.0');
INSERT INTO settings VALUES (1, 'rank', '16');
INSERT INTO metrics VALUES (1, 1, 1, 0, 7088466636453339185, x'0000000000000c400000000000000a400000000000000840');
INSERT INTO evaluations VALUES (1, 3, 2.5, NULL);
INSERT INTO adapters VALUES (1, 'abc');
