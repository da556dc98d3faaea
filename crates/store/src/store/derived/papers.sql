CREATE TABLE papers (
  circle   BLOB NOT NULL REFERENCES circles (circle) ON DELETE CASCADE,
  document BLOB NOT NULL,
  kind     TEXT NOT NULL, -- the word in its header
  row      BLOB NOT NULL,
  PRIMARY KEY (circle, document, kind)
) STRICT, WITHOUT ROWID;
