//! Inviting.

use crate::{NodeError, author, home::Home, random};
use otagai_core::limits::forms;
use otagai_core::{
    Millis,
    id::{CircleId, StatementId},
    invite_link::{Host, InviteLink, one_time_key},
    item::Item,
    limits,
    statement::{Invite, StatementBody},
    text,
};

/// An invitation that was just made.
#[derive(Debug, Clone)]
pub struct NewInvitation {
    /// Its id.
    pub id: StatementId,
    /// The link to hand over.
    pub link: InviteLink,
    /// The last moment it is good for.
    pub expires_at: Millis,
    /// How many persons may join with it.
    pub uses: u16,
    /// Name of the guest.
    pub to: String,
}

/// Kind of local value: the name of the guest of an invitation.
const GUEST: &str = "guest";
/// Days that an invitation may be good for at most.
const MAX_DAYS: u16 = forms::INVITE_DAYS;

impl Home {
    /// Invites: signs the invitation, stores it, and gives the link.
    ///
    /// # Errors
    /// [`NodeError::OutOfRange`] for uses or days outside their bounds, or [`NodeError::Store`].
    pub fn invite(
        &self,
        circle: CircleId,
        to: &str,
        uses: u16,
        days: u16,
        hosts: Vec<Host>,
    ) -> Result<NewInvitation, NodeError> {
        if !(1..=limits::INVITATION_USES).contains(&uses) || !(1..=MAX_DAYS).contains(&days) {
            return Err(NodeError::OutOfRange);
        }
        let to = text::line(to, false, forms::INVITED)?;
        let charter = self.charter(circle)?;
        let inviter = self.called_in(circle)?.short;
        let seed: [u8; 16] = random::bytes();
        let expires_at = self
            .clock()
            .now()
            .saturating_add(u64::from(days) * 86_400_000);
        let invite = Invite {
            key: one_time_key(&seed).verifying_key().to_bytes(),
            uses,
            expires_at,
            steward: false,
        };
        let item = self.say_next(circle, &StatementBody::Invite(invite))?;
        let id = author::read_statement(&item)?.id();
        self.store()
            .own_put(Some(circle), GUEST, id.as_bytes(), to.as_bytes())?;
        let link = InviteLink {
            circle,
            name: charter.name,
            inviter,
            seed,
            hosts,
        };
        Ok(NewInvitation {
            id,
            link,
            expires_at,
            uses,
            to,
        })
    }

    /// Says something as the next statement of this device's chain; on disk before this returns.
    ///
    /// # Errors
    /// [`NodeError`] when it could not be stored.
    pub fn say_next(&self, circle: CircleId, body: &StatementBody) -> Result<Item, NodeError> {
        let mut store = self.store();
        let set = store.set(circle)?;
        let (end, seen) = (set.chain_end(self.author.device()), set.statement_tips());
        let (_, item) = self.author.say(circle, &end, &seen, body)?;
        self.admit_own(&mut store, circle, std::slice::from_ref(&item))?;
        Ok(item)
    }
}
