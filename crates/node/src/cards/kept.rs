//! What of the own card is kept for oneself, as it lies in the file.

use crate::{NodeError, random};
use minicbor::{Decode, Encode};
use otagai_core::{
    card::{Card, Section},
    codec,
    places::{Place, Value},
};
use otagai_store::{OwnWrite, StoreError};
use std::collections::BTreeMap;

/// Kind of the device's own value that holds hidden sections.
pub(crate) const OWN_CARD: &str = "card";
/// Bytes of that value at most.
const OWN_CARD_BYTES: usize = 64 * 1024;

/// What of the own card is not in the circle.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Kept {
    /// The sections. Each has a mark that is new whenever something is said in it: whoever shows it says which mark they
    /// showed, and so is told from somebody who did not know of the last word.
    pub(crate) sections: BTreeMap<Section, String>,
    /// What they say; the other sections are empty.
    pub(crate) card: Card,
}

/// The same as it lies in the file.
#[derive(Encode, Decode)]
#[cbor(array)]
struct WrittenKept {
    #[n(0)]
    sections: BTreeMap<Section, String>,
    /// [`Card::to_kept`].
    #[cbor(n(1), with = "minicbor::bytes")]
    card: Vec<u8>,
}

impl Kept {
    /// Reads what lies in the file.
    pub(crate) fn of(bytes: Option<Vec<u8>>) -> Result<Self, NodeError> {
        let Some(bytes) = bytes else {
            return Ok(Self::default());
        };
        // Never taken for empty: the next edit would write over what is only here.
        let damaged = || NodeError::from(StoreError::Damaged);
        let written: WrittenKept =
            codec::decode(&bytes, OWN_CARD_BYTES).map_err(|_detail| damaged())?;
        Ok(Self {
            sections: written.sections,
            card: Card::of_kept(&written.card).map_err(|_detail| damaged())?,
        })
    }

    /// To be written.
    pub(crate) fn put(&self) -> Result<OwnWrite, NodeError> {
        let written = WrittenKept {
            sections: self.sections.clone(),
            card: self.card.to_kept()?,
        };
        Ok(OwnWrite::Put {
            kind: OWN_CARD,
            key: Vec::new(),
            value: codec::encode(&written),
        })
    }

    /// Something was said in a section that is kept.
    pub(crate) fn keep(&mut self, section: Section) {
        let mark: [u8; 8] = random::bytes();
        self.sections
            .insert(section, data_encoding::HEXLOWER.encode(&mark));
    }

    /// True where a section is kept, and somebody who did not know what was last said in it shows it.
    pub(crate) fn outlives(&self, place: &Place, theirs: &Value) -> bool {
        let mark = Section::of_kept_place(place).and_then(|section| self.sections.get(&section));
        mark.is_some_and(|mark| *theirs != Value::Text(mark.clone()))
    }
}
