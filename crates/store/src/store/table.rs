//! Derived tables as values: everything that is done with one is done with all of them in a loop (`derived`).

use super::{changes::Changes, held::Held, touched::Touched};
use crate::error::StoreError;
use rusqlite::Connection;

/// A table that is worked out from the items. Each of its rows belongs to a circle and goes with it.
pub(super) struct Table {
    /// Its name.
    pub(super) name: &'static str,
    /// The statement that makes it.
    pub(super) create: &'static str,
    /// Selects all columns of a circle's rows in their order; `?1` is the circle.
    pub(super) rows: &'static str,
    /// Brings a circle's rows up to date where a batch touched what they are worked out from, and notes what reads
    /// differently now.
    pub(super) refresh: Refresh,
}

/// See [`Table::refresh`].
type Refresh = fn(&Connection, &mut Held, &Touched, &mut Changes) -> Result<(), StoreError>;
