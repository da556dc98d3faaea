CREATE TABLE members (
  circle     BLOB    NOT NULL REFERENCES circles (circle) ON DELETE CASCADE,
  person     BLOB    NOT NULL,
  standing   TEXT    NOT NULL CHECK (standing IN ('member', 'left', 'waiting')),
  steward    INTEGER NOT NULL CHECK (steward IN (0, 1)),
  invited_by BLOB,             -- null for a creator, and for who waits
  distance   INTEGER NOT NULL, -- invitations between this person and a creator
  PRIMARY KEY (circle, person)
) STRICT, WITHOUT ROWID;
