CREATE TABLE sightings (
  circle  BLOB    NOT NULL REFERENCES circles (circle) ON DELETE CASCADE,
  person  BLOB    NOT NULL,
  licence BLOB    NOT NULL, -- hash of its name
  witness BLOB    NOT NULL,
  seen_on INTEGER NOT NULL, -- days since 1970-01-01
  PRIMARY KEY (circle, person, licence, witness)
) STRICT, WITHOUT ROWID;
