//! Where a card says on which day it was last looked through.

/// Key of the day on which the card was last changed or said to be right.
pub(crate) const REVIEWED: &str = "reviewedOn";
