-- Worked out from the items; dropped and made anew when their form changes.

CREATE TABLE derived (
  version INTEGER NOT NULL PRIMARY KEY
) STRICT;

CREATE TABLE members (
  circle     BLOB    NOT NULL REFERENCES circles (circle) ON DELETE CASCADE,
  person     BLOB    NOT NULL,
  standing   TEXT    NOT NULL CHECK (standing IN ('member', 'left', 'waiting')),
  steward    INTEGER NOT NULL CHECK (steward IN (0, 1)),
  invited_by BLOB,             -- null for a creator, and for who waits
  distance   INTEGER NOT NULL, -- invitations between this person and a creator
  PRIMARY KEY (circle, person)
) STRICT, WITHOUT ROWID;

-- row: canonical CBOR of the card and where it was read from.
CREATE TABLE cards (
  circle BLOB NOT NULL REFERENCES circles (circle) ON DELETE CASCADE,
  person BLOB NOT NULL,
  row    BLOB NOT NULL,
  PRIMARY KEY (circle, person)
) STRICT, WITHOUT ROWID;

-- What is searched of each card; row: canonical CBOR.
CREATE TABLE search (
  circle BLOB NOT NULL REFERENCES circles (circle) ON DELETE CASCADE,
  person BLOB NOT NULL,
  row    BLOB NOT NULL,
  PRIMARY KEY (circle, person)
) STRICT, WITHOUT ROWID;

CREATE TABLE about (
  circle     BLOB NOT NULL PRIMARY KEY REFERENCES circles (circle) ON DELETE CASCADE,
  founded_as TEXT NOT NULL, -- its name in the genesis
  document   BLOB,          -- the charter; null as long as it is not held in the adopted version
  heads      BLOB NOT NULL, -- its adopted version: hashes of 32 bytes, one after the other
  name       TEXT NOT NULL,
  purpose    TEXT NOT NULL,
  conditions TEXT NOT NULL,
  data_use   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Jobs, vouches and quiet answers that can be read here; row: canonical CBOR of the standing.
CREATE TABLE jobs (
  circle   BLOB NOT NULL REFERENCES circles (circle) ON DELETE CASCADE,
  document BLOB NOT NULL,
  row      BLOB NOT NULL,
  PRIMARY KEY (circle, document)
) STRICT, WITHOUT ROWID;

CREATE TABLE vouches (
  circle   BLOB NOT NULL REFERENCES circles (circle) ON DELETE CASCADE,
  document BLOB NOT NULL,
  row      BLOB NOT NULL,
  PRIMARY KEY (circle, document)
) STRICT, WITHOUT ROWID;

CREATE TABLE answers (
  circle   BLOB NOT NULL REFERENCES circles (circle) ON DELETE CASCADE,
  document BLOB NOT NULL,
  row      BLOB NOT NULL,
  PRIMARY KEY (circle, document)
) STRICT, WITHOUT ROWID;

-- Who saw the original of whose licence; licence: hash of its name; seen_on: days since 1970-01-01.
CREATE TABLE sightings (
  circle  BLOB    NOT NULL REFERENCES circles (circle) ON DELETE CASCADE,
  person  BLOB    NOT NULL,
  licence BLOB    NOT NULL,
  witness BLOB    NOT NULL,
  seen_on INTEGER NOT NULL,
  PRIMARY KEY (circle, person, licence, witness)
) STRICT, WITHOUT ROWID;
