-- Photos that cards name: re-encoded and bounded before they come in here.
CREATE TABLE photos (
  circle BLOB NOT NULL REFERENCES circles (circle) ON DELETE CASCADE,
  id     BLOB NOT NULL, -- BLAKE3 of the bytes
  bytes  BLOB NOT NULL,
  PRIMARY KEY (circle, id)
) STRICT, WITHOUT ROWID;
