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
