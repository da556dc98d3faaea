//! Places: what a document of one author says, value by value, and which word stands where two did not know each other.
//!
//! A place is a key of a map under the root. What stands there is one scalar, which a merge takes whole; nothing is
//! deleted, it is said that nothing is there. So every value, and every removal, has the change in which it was said.
//!
//! The merge library lets the higher number win of two changes that do not know each other. A device that went back to a
//! copy, a folder that was put back by hand, and a second computer with a copied folder all write changes that do not
//! know what was written elsewhere meanwhile, and their numbers say nothing of which was meant. Therefore each computer
//! keeps a [`Word`] for each place: what was last said *there*. When changes come in that it did not write, [`Word::meets`]
//! decides:
//!
//! - Who knew the word and said something else, meant it: their word is taken over.
//! - Where the word that stands did not know ours, ours is written again, once against each word. The change names
//!   the one in which it was said first ([`again`]), because what is written again is no new word.
//! - Where ours was overridden by a word written again, or where ours has been written against that word before, it has
//!   lost, and the member is told. Two computers of one folder that keep meeting come to an end by that: a word is
//!   written against another word at most once on each of them, and only members make words.

use crate::{base::FIELDS, card::reviewed::REVIEWED, codec, cut::Tip};
use automerge::{
    ActorId, Automerge, AutomergeError, ChangeHash, ObjId, ObjType, ROOT, ReadDoc, ScalarValue,
    Value as Found,
    transaction::{Transactable, Transaction},
};
use minicbor::{Decode, Encode};
use std::collections::{BTreeMap, BTreeSet};

/// Where a value stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(array)]
pub struct Place {
    /// A map under the root.
    #[n(0)]
    pub map: String,
    /// A key in it.
    #[n(1)]
    pub key: String,
}

/// What stands in a place.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub enum Value {
    /// Nothing, or nothing any more.
    #[default]
    #[n(0)]
    Nothing,
    /// A text.
    #[n(1)]
    Text(#[n(0)] String),
    /// A value of several parts.
    #[n(2)]
    Parts(#[cbor(n(0), with = "minicbor::bytes")] Vec<u8>),
}

impl Value {
    /// True where it says nothing.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Nothing => true,
            Self::Text(text) => text.is_empty(),
            Self::Parts(_) => false,
        }
    }
}

/// A value with the change that put it there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacedValue {
    /// What stands.
    pub value: Value,
    /// The change that put it there.
    pub change: ChangeHash,
    /// Who wrote that change.
    actor: ActorId,
}

impl PlacedValue {
    /// True when this actor put it there.
    pub fn is_by(&self, actor: &[u8; 24]) -> bool {
        self.actor.to_bytes() == actor
    }
}

/// Bytes of a value that are looked at; longer ones are nobody's word.
const VALUE_BYTES: usize = 8 * 1024;
/// Words against which one word is written again at most.
const RIVALS: usize = 64;
/// What begins the message of a change that says something again.
const AGAIN: &str = "again ";

impl Place {
    /// A place.
    pub fn new(map: impl Into<String>, key: impl Into<String>) -> Self {
        Self {
            map: map.into(),
            key: key.into(),
        }
    }

    /// Its name among the values of a device.
    pub fn to_bytes(&self) -> Vec<u8> {
        codec::encode(self)
    }

    /// Reads [`Place::to_bytes`].
    pub fn of_bytes(bytes: &[u8]) -> Option<Self> {
        codec::decode(bytes, VALUE_BYTES).ok()
    }
}

/// Everything that stands in a document, also where nothing stands any more.
pub fn all(document: &Automerge) -> BTreeMap<Place, PlacedValue> {
    let mut found = BTreeMap::new();
    for name in document.keys(&ROOT) {
        let Some(map) = map(document, &name) else {
            continue;
        };
        for key in document.keys(&map) {
            if let Some(standing) = at(document, &map, &key) {
                found.insert(Place::new(name.clone(), key), standing);
            }
        }
    }
    found
}

fn at(document: &Automerge, map: &ObjId, key: &str) -> Option<PlacedValue> {
    let (found, op) = document.get(map, key).ok()??;
    let value = match found {
        Found::Scalar(scalar) => match scalar.as_ref() {
            ScalarValue::Null => Value::Nothing,
            ScalarValue::Str(text) if text.len() <= VALUE_BYTES => Value::Text(text.to_string()),
            ScalarValue::Bytes(bytes) if bytes.len() <= VALUE_BYTES => Value::Parts(bytes.clone()),
            _ => return None,
        },
        Found::Object(_) => return None,
    };
    let ObjId::Id(_, actor, _) = &op else {
        return None;
    };
    Some(PlacedValue {
        value,
        change: document.hash_for_opid(&op)?,
        actor: actor.clone(),
    })
}

fn map(document: &impl ReadDoc, name: &str) -> Option<ObjId> {
    match document.get(&ROOT, name) {
        Ok(Some((Found::Object(ObjType::Map), id))) => Some(id),
        _ => None,
    }
}

/// Puts a value into its place, whether it is there or not: a word is a word though somebody said it before.
///
/// # Errors
/// What the merge library says.
pub fn put(
    transaction: &mut Transaction<'_>,
    place: &Place,
    value: &Value,
) -> Result<(), AutomergeError> {
    let Some(map) = map(transaction, &place.map) else {
        return Ok(());
    };
    // The library passes over what is there already, unless something else was there in between.
    let between = match value {
        Value::Nothing => ScalarValue::Str("".into()),
        Value::Text(_) | Value::Parts(_) => ScalarValue::Null,
    };
    transaction.put(&map, &place.key, between)?;
    match value {
        Value::Nothing => transaction.put(&map, &place.key, ()),
        Value::Text(text) => transaction.put(&map, &place.key, text.as_str()),
        Value::Parts(parts) => transaction.put(&map, &place.key, parts.clone()),
    }
}

/// True for a place whose value is not a word of its own: two computers that write one apart mean the later.
pub fn merges_by_itself(place: &Place) -> bool {
    place.map == FIELDS && place.key == REVIEWED
}

/// The message of a change that says again what was said first in another one.
pub fn again(original: Tip) -> String {
    format!("{AGAIN}{}", data_encoding::HEXLOWER.encode(&original.0))
}

fn read_again(message: &str) -> Option<ChangeHash> {
    let digits = message.strip_prefix(AGAIN)?;
    let hash = data_encoding::HEXLOWER.decode(digits.as_bytes()).ok()?;
    Some(ChangeHash(hash.try_into().ok()?))
}

/// What was last said on this computer in a place.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Word {
    /// What was said.
    #[n(0)]
    pub value: Value,
    /// The change in which it was said.
    #[n(1)]
    pub original: Tip,
    /// The change in which it was written last.
    #[n(2)]
    pub written: Tip,
    /// The words against which this place was written again.
    #[n(3)]
    against: BTreeSet<Tip>,
    /// True for what the member said at this computer, or what followed it; false for what it has lost against, which is
    /// for whoever said that to stand by.
    #[n(4)]
    is_own: bool,
}

/// What becomes of a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WordFate {
    /// It stands.
    Stands,
    /// Who knew it said something else, which is the word now.
    Followed(Word),
    /// It has to be written again; then this is the word, with the change that is still to be filled in.
    Again(Word),
    /// It has lost against this one, and the member has to be told.
    Lost(Word),
}

impl Word {
    /// A word that was said in a change.
    pub fn new(value: Value, said_in: Tip) -> Self {
        Self {
            value,
            original: said_in,
            written: said_in,
            against: BTreeSet::new(),
            is_own: true,
        }
    }

    /// The word, which stands (again) as the member wants it.
    #[must_use]
    pub fn kept(mut self, standing: &PlacedValue) -> Self {
        self.written = standing.change.into();
        self.is_own = true;
        self
    }

    /// Compares the word with what stands in its place now.
    pub fn meets(&self, standing: Option<&PlacedValue>, history: &mut History<'_>) -> WordFate {
        let Some(standing) = standing else {
            // Something that is no value of ours: nothing to set against it.
            return WordFate::Stands;
        };
        if standing.value == self.value {
            return WordFate::Stands;
        }
        let rival = history.original_of(standing.change);
        let theirs = Self {
            value: standing.value.clone(),
            original: rival.into(),
            written: standing.change.into(),
            // Kept until the member says something new: how often a place is written again has an end.
            against: self.against.clone(),
            is_own: self.is_own,
        };
        if !self.is_own || history.knows(rival, ChangeHash(self.original.0)) {
            return WordFate::Followed(theirs);
        }
        let overridden = history.knows(standing.change, ChangeHash(self.written.0));
        if overridden || self.against.contains(&theirs.original) || self.against.len() >= RIVALS {
            return WordFate::Lost(Self {
                is_own: false,
                ..theirs
            });
        }
        let mut ours = self.clone();
        ours.against.insert(theirs.original);
        WordFate::Again(ours)
    }
}

/// The changes of a document, as far as they are asked for.
#[derive(Debug)]
pub struct History<'a> {
    document: &'a Automerge,
    before: BTreeMap<ChangeHash, BTreeSet<ChangeHash>>,
}

impl<'a> History<'a> {
    /// The history of a document.
    pub fn of(document: &'a Automerge) -> Self {
        Self {
            document,
            before: BTreeMap::new(),
        }
    }

    /// The change in which was said first what a change wrote.
    fn original_of(&self, change: ChangeHash) -> ChangeHash {
        let meta = self.document.get_change_meta_by_hash(&change);
        let original = meta.and_then(|meta| read_again(meta.message.as_deref()?));
        // Nobody's word is older than the document: a name of nothing is not believed.
        original
            .filter(|original| self.document.get_change_meta_by_hash(original).is_some())
            .unwrap_or(change)
    }

    /// True when a change is the other one or builds on it.
    fn knows(&mut self, change: ChangeHash, other: ChangeHash) -> bool {
        let document = self.document;
        let before = self.before.entry(change).or_insert_with(|| {
            let mut found = BTreeSet::new();
            let mut open = vec![change];
            while let Some(next) = open.pop() {
                if found.insert(next)
                    && let Some(meta) = document.get_change_meta_by_hash(&next)
                {
                    open.extend(meta.deps);
                }
            }
            found
        });
        before.contains(&other)
    }
}

/// What a change said: the value of each place that it wrote.
pub fn said_in(document: &Automerge, change: ChangeHash) -> Vec<(Place, Value)> {
    let said = all(document).into_iter();
    said.filter(|(place, standing)| standing.change == change && !merges_by_itself(place))
        .map(|(place, standing)| (place, standing.value))
        .collect()
}

#[cfg(test)]
mod tests;
