//! Seeing the original of somebody's licence.

use super::{Deed, Saying, Situation};
use crate::{
    card::Card,
    id::PersonId,
    sighting::LicenceKey,
    statement::{Sighted, StatementBody},
};

crate::refusals! {
    /// Why it was not stated that an original was seen.
    #[derive(Debug, Clone, Copy, thiserror::Error, PartialEq, Eq)]
    pub enum SeeLicenceRefusal {
        /// Nobody sees the original of their own licence.
        #[error("one's own licence")]
        OwnLicence = "ownLicence",
            ja "ご自分の資格の原本確認は、ご自分では書けません。会のなかまに原本を見てもらってください。",
            en "You cannot say that you saw the original of your own licence. Please show it to a member of the circle.";
        /// No such person in the circle.
        #[error("no such person")]
        UnknownPerson = "unknownPerson";
        /// No licence of this name is on the card.
        #[error("no such licence")]
        UnknownLicence = "unknownLicence",
            ja "その資格は、いまのカードには書かれていません。ご本人が書き直したのかもしれません。ページを開き直してください。",
            en "That licence is not on the card as it is now. The person may have changed it. Please open the page again.";
    }
}

/// States that one saw the original of somebody's licence today, or takes that back. `card` is theirs.
///
/// # Errors
/// [`SeeLicenceRefusal`].
pub fn see_licence(
    here: &Situation<'_>,
    person: PersonId,
    card: &Card,
    licence: &str,
    seen: bool,
) -> Result<Deed, SeeLicenceRefusal> {
    if person == here.me {
        return Err(SeeLicenceRefusal::OwnLicence);
    }
    if !here.roster.members.contains_key(&person) {
        return Err(SeeLicenceRefusal::UnknownPerson);
    }
    let key = LicenceKey::of(licence);
    let mut held = card.licences.iter();
    if !held.any(|held| LicenceKey::of(&held.name) == key) {
        return Err(SeeLicenceRefusal::UnknownLicence);
    }
    let sighted = StatementBody::Sighted(Sighted {
        person,
        licence: *key.as_bytes(),
        day: here.today.since_epoch().unwrap_or_default(),
        stands: seen,
    });
    Ok(Deed::saying([Saying::Whole(sighted)]))
}
