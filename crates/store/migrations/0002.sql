-- What others are known to hold of what was written here.

-- The largest seq of all items at the moment when both last stood at equal digests: the device holds every
-- item of the circle up to there. 0 when that is not known.
ALTER TABLE peers ADD COLUMN held_seq INTEGER NOT NULL DEFAULT 0;
-- Hash of the news that the device was told last; null when it was told none, or may not have got it.
ALTER TABLE peers ADD COLUMN told BLOB;

-- What others told: how far a person has come in what the person of this device wrote. What is known from
-- meeting that person is in `peers`.
CREATE TABLE delivered (
  circle  BLOB    NOT NULL REFERENCES circles (circle) ON DELETE CASCADE,
  person  BLOB    NOT NULL,
  own_seq INTEGER NOT NULL, -- holds all own items up to this seq
  told_by BLOB    NOT NULL, -- the person who told it
  at_ms   INTEGER NOT NULL, -- when the teller had met the person
  PRIMARY KEY (circle, person)
) STRICT, WITHOUT ROWID;
