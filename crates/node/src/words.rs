//! What the member said last at this computer stands.
//!
//! Beside the card lies, in this device's own values, what was last said here in each place
//! ([`otagai_core::places::Word`]), written in the transaction that writes the card. Where something of the own card
//! comes in that was not written here (this computer went back to a copy, its folder was put back by hand, or there is
//! a second one), it is compared in the transaction that stores it. A word that has to be written again is one more
//! change, told to everybody like any edit. A word that has lost is kept as a [`LostWord`] until the member has seen it.

mod sections;

use crate::{
    NodeError, NodeEvent,
    author::Author,
    cards::kept::{Kept, OWN_CARD},
    home::Home,
};
use automerge::{Automerge, ChangeHash};
use minicbor::{Decode, Encode};
use otagai_core::{
    card, codec,
    cut::Tip,
    document::{Header, Kind},
    id::{CircleId, PhotoId},
    item::Item,
    places::{self, History, Place, Value, Word, WordFate},
};
use otagai_store::{Admitted, Asked, OwnBatch, OwnRow, OwnWrite, PHOTO_MEANT, Store, StoreError};
use std::collections::BTreeMap;

/// Kind of the device's own values that hold what was said last, by place.
const WORD: &str = "word";
/// Kind of those that hold words that have lost, by place.
const LOST: &str = "lostWord";
/// Bytes of one at most.
const ROW_BYTES: usize = 64 * 1024;

/// Something that was said here and saved, and does not stand any more because something else was said on another
/// computer of the same member that did not know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LostWord {
    /// Where.
    pub place: Place,
    /// What was said here.
    pub here: Value,
    /// What stands now.
    pub there: Value,
}

/// The same as it lies in the file.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
struct LostRow {
    /// What was said here.
    #[n(0)]
    word: Word,
    /// What stands.
    #[n(1)]
    there: Value,
}

impl Home {
    /// Stores what another device brought, and says again what was said here later; all of it is on disk before this
    /// returns, and told to everybody. `from` is the number of the connection; none for what came otherwise.
    ///
    /// # Errors
    /// [`NodeError::Store`]; nothing of the batch is then stored.
    pub fn admit(
        &self,
        store: &mut Store,
        circle: CircleId,
        items: &[Item],
        from: Option<u64>,
    ) -> Result<Admitted, NodeError> {
        let mut lost = false;
        let before = from.map(|_| self.asking(store, circle)).transpose()?;
        let asked = store.admit_asking(circle, self.person(), items, |asked| {
            let answer = answer(&self.author, circle, asked)?;
            lost = answer.lost;
            Ok::<_, NodeError>(answer.batch)
        });
        let (admitted, answered) = match asked {
            // The disk, or the circle: not a matter of the answer.
            Err(NodeError::Store(error)) if !matches!(error, StoreError::BeyondLimit) => {
                return Err(error.into());
            }
            // What is said here does not keep out what others said; it is compared again when more comes.
            Err(error) => {
                tracing::warn!(%error, "the own words could not be written again");
                lost = false;
                (store.admit(circle, items)?, None)
            }
            Ok(done) => done,
        };
        self.tell(circle, &admitted, from);
        if let Some(before) = &before
            && let Err(error) = self.give_notice(store, circle, &admitted.changes, before)
        {
            tracing::warn!(%error, "what is new could not be told");
        }
        if let Some(answered) = &answered {
            self.tell(circle, answered, None);
        }
        if lost {
            self.emit(NodeEvent::WordsLost { circle });
        }
        if let Err(error) = self.stand_by_jobs(store, circle, &admitted) {
            tracing::warn!(%error, "a job could not be written again");
        }
        Ok(admitted)
    }

    /// What was said at this computer and does not stand any more, until the member has seen it.
    ///
    /// # Errors
    /// [`NodeError::Store`].
    pub fn lost_words(&self, circle: CircleId) -> Result<Vec<LostWord>, NodeError> {
        let rows = self.store().own_list(Some(circle), LOST)?.into_iter();
        rows.map(|row| {
            let (place, lost): (_, LostRow) = self::row(&row)?;
            Ok(LostWord {
                place,
                here: lost.word.value,
                there: lost.there,
            })
        })
        .collect()
    }

    /// Says a lost word again, or lets it go: the member has seen it. Nothing happens where there is none (any more).
    ///
    /// # Errors
    /// [`NodeError`] when it could not be stored.
    pub fn settle_lost_word(
        &self,
        circle: CircleId,
        place: &Place,
        say_again: bool,
    ) -> Result<(), NodeError> {
        let mut store = self.store();
        let Some(bytes) = store.own_get(Some(circle), LOST, &place.to_bytes())? else {
            return Ok(());
        };
        let lost: LostRow =
            codec::decode(&bytes, ROW_BYTES).map_err(|_detail| StoreError::Damaged)?;
        if !say_again {
            let mut own = settled(place);
            // What stands is what the member wants from now on.
            let opened = store.card_document(circle, self.person())?;
            let standing = opened.map(|opened| places::all(&opened.materialised.document));
            if let Some(standing) = standing.as_ref().and_then(|all| all.get(place))
                && let Some(bytes) = store.own_get(Some(circle), WORD, &place.to_bytes())?
            {
                let word: Word =
                    codec::decode(&bytes, ROW_BYTES).map_err(|_detail| StoreError::Damaged)?;
                own.push(put_word(place, &word.kept(standing)));
            }
            let batch = OwnBatch {
                own,
                ..OwnBatch::default()
            };
            store.write_own(circle, &batch)?;
            return Ok(());
        }
        self.write_card(&mut store, circle, Vec::new(), None, |transaction| {
            places::put(transaction, place, &lost.word.value)?;
            card::write_day(transaction, &self.clock().today())
        })?;
        Ok(())
    }
}

/// What this device says to something of its own card that it did not write.
struct WordsReply {
    batch: OwnBatch,
    /// True when something that was said here has lost.
    lost: bool,
}

fn answer(author: &Author, circle: CircleId, asked: &Asked<'_>) -> Result<WordsReply, NodeError> {
    let mut batch = OwnBatch::default();
    let header = Header::single(circle, author.person(), Kind::Card);
    let Some(opened) = asked.document()? else {
        return Ok(WordsReply { batch, lost: false });
    };
    let mut document = opened.materialised.document;
    let mut words: BTreeMap<Place, Word> = rows(&asked.own_list(WORD)?)?;
    let mut notices: BTreeMap<Place, LostRow> = rows(&asked.own_list(LOST)?)?;
    let before = notices.clone();
    let kept = Kept::of(asked.own_get(OWN_CARD, b"")?)?;

    let mut again: BTreeMap<Tip, Vec<(Place, Word)>> = BTreeMap::new();
    let standing = places::all(&document);
    let mut history = History::of(&document);
    for (place, word) in &mut words {
        match word.meets(standing.get(place), &mut history) {
            WordFate::Stands => {}
            // Hidden words leave no change that others could have known.
            WordFate::Followed(theirs) | WordFate::Lost(theirs)
                if kept.outlives(place, &theirs.value) =>
            {
                again
                    .entry(word.original)
                    .or_default()
                    .push((place.clone(), word.clone()));
            }
            WordFate::Followed(theirs) => {
                batch.own.push(put_word(place, &theirs));
                *word = theirs;
            }
            WordFate::Again(ours) => {
                again
                    .entry(ours.original)
                    .or_default()
                    .push((place.clone(), ours));
            }
            WordFate::Lost(theirs) => {
                batch.own.push(put_word(place, &theirs));
                // Where there is one, it names what the member said; since then only computers spoke.
                notices.entry(place.clone()).or_insert_with(|| LostRow {
                    word: word.clone(),
                    there: Value::Nothing,
                });
                *word = theirs;
            }
        }
    }
    // One change for each that is said again: it names the first one, so that it passes for no new word.
    for (original, said) in again {
        let said_again = said_again(author, &header, &mut document, original, said, &mut batch)?;
        words.extend(said_again);
    }
    sections::settle(
        author,
        &header,
        &mut document,
        asked,
        kept,
        &mut words,
        &mut batch,
    )?;

    let standing = places::all(&document);
    for (place, notice) in &mut notices {
        let there = standing.get(place);
        notice.there = there.map(|there| there.value.clone()).unwrap_or_default();
        if notice.there == notice.word.value {
            // Somebody said it again: it stands as if it had never been lost.
            let back = there.map(|there| put_word(place, &notice.word.clone().kept(there)));
            batch.own.extend(back);
            batch.own.extend(settled(place));
        } else if before.get(place) != Some(notice) {
            batch.own.extend(put_lost(place, notice));
        }
    }
    let lost = notices.keys().any(|place| !before.contains_key(place));
    Ok(WordsReply { batch, lost })
}

/// Writes again what was first said in one change.
fn said_again(
    author: &Author,
    header: &Header,
    document: &mut Automerge,
    original: Tip,
    mut said: Vec<(Place, Word)>,
    batch: &mut OwnBatch,
) -> Result<Vec<(Place, Word)>, NodeError> {
    let edit = author.edit_again(header, document, original, |transaction| {
        said.iter()
            .try_for_each(|(place, word)| places::put(transaction, place, &word.value))
    })?;
    let Some(edit) = edit else {
        return Ok(Vec::new());
    };
    batch.items.extend(edit.items);
    for (place, word) in &mut said {
        word.written = edit.change.hash.into();
        batch.own.push(put_word(place, word));
    }
    Ok(said)
}

/// What a change of this device said, to be kept beside it; lost words of the same places are then settled.
pub(crate) fn said(document: &Automerge, change: ChangeHash) -> Vec<OwnWrite> {
    let said = places::said_in(document, change).into_iter();
    said.flat_map(|(place, value)| {
        let word = put_word(&place, &Word::new(value, change.into()));
        std::iter::once(word).chain(settled(&place))
    })
    .collect()
}

fn rows<T>(rows: &[OwnRow]) -> Result<BTreeMap<Place, T>, StoreError>
where
    T: for<'b> Decode<'b, ()> + Encode<()>,
{
    rows.iter().map(row).collect()
}

fn row<T>(row: &OwnRow) -> Result<(Place, T), StoreError>
where
    T: for<'b> Decode<'b, ()> + Encode<()>,
{
    let place = Place::of_bytes(&row.key).ok_or(StoreError::Damaged)?;
    let value = codec::decode(&row.value, ROW_BYTES).map_err(|_detail| StoreError::Damaged)?;
    Ok((place, value))
}

fn put_word(place: &Place, word: &Word) -> OwnWrite {
    OwnWrite::Put {
        kind: WORD,
        key: place.to_bytes(),
        value: codec::encode(word),
    }
}

fn put_lost(place: &Place, notice: &LostRow) -> Vec<OwnWrite> {
    let mut writes = vec![OwnWrite::Put {
        kind: LOST,
        key: place.to_bytes(),
        value: codec::encode(notice),
    }];
    // The file stays, so that the photo can be said again.
    if let Some(photo) = photo(place, &notice.word.value) {
        writes.push(OwnWrite::Put {
            kind: PHOTO_MEANT,
            key: Vec::new(),
            value: photo.as_bytes().to_vec(),
        });
    }
    writes
}

/// There is nothing to tell of a place any more.
fn settled(place: &Place) -> Vec<OwnWrite> {
    let mut writes = vec![OwnWrite::Remove {
        kind: LOST,
        key: place.to_bytes(),
    }];
    if *place == card::photo_place() {
        writes.push(OwnWrite::Remove {
            kind: PHOTO_MEANT,
            key: Vec::new(),
        });
    }
    writes
}

/// The photo that a value names.
fn photo(place: &Place, value: &Value) -> Option<PhotoId> {
    match value {
        Value::Text(text) if *place == card::photo_place() => text.parse().ok(),
        _ => None,
    }
}
