CREATE TABLE search (
  circle BLOB NOT NULL REFERENCES circles (circle) ON DELETE CASCADE,
  person BLOB NOT NULL,
  row    BLOB NOT NULL,
  PRIMARY KEY (circle, person)
) STRICT, WITHOUT ROWID;
