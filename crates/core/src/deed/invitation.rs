//! Inviting.

use super::{Deed, Saying};
use crate::{
    Millis,
    limits::{self, forms},
    statement::{Invite, StatementBody},
};

/// A day, ms.
const DAY: Millis = 86_400_000;

/// An invitation that is to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewInvite {
    /// The public half of the one-time key that stands in the link.
    pub key: [u8; 32],
    /// How many persons may join with it.
    pub uses: u16,
    /// Days that it is good for.
    pub days: u16,
    /// Now by the inviter's clock, ms since 1970-01-01 UTC.
    pub now: Millis,
}

crate::refusals! {
    /// Why nobody was invited.
    #[derive(Debug, Clone, Copy, thiserror::Error, PartialEq, Eq)]
    pub enum InviteRefusal {
        /// Uses or days are outside their bounds.
        #[error("a number is outside its bounds")]
        OutOfRange = "badInput";
    }
}

impl NewInvite {
    /// The last moment it is good for, ms since 1970-01-01 UTC.
    pub fn expires_at(&self) -> Millis {
        let days = DAY.saturating_mul(u64::from(self.days));
        self.now.saturating_add(days)
    }
}

/// Invites as many persons for as many days.
///
/// # Errors
/// [`InviteRefusal`].
pub fn invite(new: &NewInvite) -> Result<Deed, InviteRefusal> {
    let uses = 1..=limits::INVITATION_USES;
    if !uses.contains(&new.uses) || !(1..=forms::INVITE_DAYS).contains(&new.days) {
        return Err(InviteRefusal::OutOfRange);
    }
    let invite = StatementBody::Invite(Invite {
        key: new.key,
        uses: new.uses,
        expires_at: new.expires_at(),
        steward: false,
    });
    Ok(Deed::saying([Saying::Whole(invite)]))
}
