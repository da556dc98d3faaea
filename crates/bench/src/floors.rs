//! What the work would cost if nothing else had to be done.

pub(crate) mod file;
pub(crate) mod merge;
pub(crate) mod signatures;
