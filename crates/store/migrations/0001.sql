-- The truth of the first version. Times are milliseconds since 1970-01-01 UTC by this device's clock.

CREATE TABLE circles (
  circle  BLOB NOT NULL PRIMARY KEY, -- id of its genesis
  secrets BLOB NOT NULL              -- CBOR list of its secrets, newest first
) STRICT, WITHOUT ROWID;

-- What an item builds on has a lower seq.
CREATE TABLE items (
  seq      INTEGER PRIMARY KEY AUTOINCREMENT,
  circle   BLOB    NOT NULL REFERENCES circles (circle) ON DELETE CASCADE,
  id       BLOB    NOT NULL,
  kind     INTEGER NOT NULL, -- number of the kind on the wire
  document BLOB,             -- null for what belongs to no document
  bytes    BLOB    NOT NULL, -- as they came
  UNIQUE (circle, id)
) STRICT;
CREATE INDEX items_by_document ON items (circle, document, seq) WHERE document IS NOT NULL;

-- What came in and was not taken: counted, not kept.
CREATE TABLE refused (
  seq    INTEGER PRIMARY KEY AUTOINCREMENT,
  circle BLOB    NOT NULL REFERENCES circles (circle) ON DELETE CASCADE,
  kind   INTEGER NOT NULL,
  reason TEXT    NOT NULL,
  count  INTEGER NOT NULL,
  UNIQUE (circle, kind, reason)
) STRICT;

CREATE TABLE peers (
  circle      BLOB    NOT NULL REFERENCES circles (circle) ON DELETE CASCADE,
  device      BLOB    NOT NULL,
  person      BLOB    NOT NULL,
  last_met_ms INTEGER NOT NULL,
  PRIMARY KEY (circle, device)
) STRICT, WITHOUT ROWID;

CREATE TABLE addresses (
  device  BLOB    NOT NULL,
  address TEXT    NOT NULL,
  seen_ms INTEGER NOT NULL,
  PRIMARY KEY (device, address)
) STRICT, WITHOUT ROWID;

CREATE TABLE settings (
  key   TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What never leaves this device: seeds of invitations, the names they were meant for.
CREATE TABLE own (
  scope BLOB NOT NULL, -- a circle, or empty for the device
  kind  TEXT NOT NULL,
  key   BLOB NOT NULL,
  value BLOB NOT NULL,
  PRIMARY KEY (scope, kind, key)
) STRICT, WITHOUT ROWID;
