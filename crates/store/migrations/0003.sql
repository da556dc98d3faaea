-- Keys of documents for some only that this device made or was granted. Published keys are in statements.
CREATE TABLE document_keys (
  circle   BLOB NOT NULL REFERENCES circles (circle) ON DELETE CASCADE,
  document BLOB NOT NULL,
  key      BLOB NOT NULL, -- 32 bytes
  PRIMARY KEY (circle, document)
) STRICT, WITHOUT ROWID;

-- Chunks of documents that were taken back, for the few who had the key: never relayed, in no digest.
CREATE TABLE copies (
  circle   BLOB NOT NULL REFERENCES circles (circle) ON DELETE CASCADE,
  id       BLOB NOT NULL,
  bytes    BLOB NOT NULL, -- as they came
  PRIMARY KEY (circle, id)
) STRICT, WITHOUT ROWID;
