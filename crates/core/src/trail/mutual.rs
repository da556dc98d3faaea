//! ⇄: two who vouch for each other, for the same job or within [`MUTUAL_DAYS`].

use super::MUTUAL_DAYS;
use crate::{
    date::Day,
    id::DocumentId,
    vouch::standing::{Standing, VouchStanding, VouchState},
};

/// True for two vouches of two people for each other, each by its job and its day of signing.
pub(super) fn are_mutual(
    (job, signed_on): (DocumentId, Day),
    (other_job, other_signed_on): (DocumentId, Day),
) -> bool {
    job == other_job || signed_on.days_between(other_signed_on) <= MUTUAL_DAYS
}

/// True for a vouch that counts, where one that counts is mutual with it.
pub fn is_mutual(work: &Standing, found: &VouchStanding) -> bool {
    let of = |one: &VouchStanding| {
        let counts = one.state == VouchState::Counts;
        let said = one.vouch.job.zip(one.vouch.signed_on);
        said.filter(|_| counts)
    };
    let Some(said) = of(found) else {
        return false;
    };
    let other_way = |one: &&VouchStanding| {
        Some(one.author) == found.vouch.subject && one.vouch.subject == Some(found.author)
    };
    let mut back = work.vouches.values().filter(other_way);
    back.any(|back| of(back).is_some_and(|back| are_mutual(said, back)))
}
