//! Papers as far as their keys are known here: their chunks opened, and what each version says.

use crate::{
    chunk::Chunk,
    circle_set::CircleSet,
    document::{Header, kinds::kinds},
    id::ItemId,
    paper::{Keys, Parts, Readings},
    signed::Verified,
};

/// Makes [`Texts`] of the table of kinds.
macro_rules! declare {
    (
        open { $($open:tt)* }
        papers { $(
            $(#[doc = $doc:literal])* $(#[cfg $cfg:tt])?
            $paper:ident = $word:literal => $rows:ident: $type:ty, beside ($($beside:ident),*);
        )* }
    ) => {
        /// What can be read, kept between batches.
        #[derive(Debug, Default)]
        pub struct Texts {
            pub(super) parts: Parts,
            $($(#[cfg $cfg])? pub(super) $rows: Readings<$type>,)*
        }

        impl Texts {
            /// Forgets the documents of which something was opened that is not held any more: what can be read then
            /// is what a program that starts could read.
            pub fn keep_held(&mut self, set: &CircleSet) {
                for document in self.parts.keep_held(set) {
                    $($(#[cfg $cfg])? { self.$rows.forget(&document); })*
                }
            }

            /// Opens a chunk of a document. One that does not open, or whose key is not known, plays no part.
            pub fn open(&mut self, header: &Header, chunk: &Verified<Chunk>, keys: &Keys<'_>) {
                let (document, id) = (header.id(), chunk.item_id());
                if let Some(sheets) = self.parts.open(header, chunk, keys) {
                    $($(#[cfg $cfg])? { self.$rows.read(document, sheets, id); })*
                }
            }
        }
    };
}
kinds!(declare);

impl Texts {
    /// Chunks of the set that could be opened and were not tried yet.
    pub fn unread(&self, set: &CircleSet, keys: &Keys<'_>) -> Vec<ItemId> {
        self.parts.unread(set, keys)
    }
}
