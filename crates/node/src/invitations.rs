//! Inviting.

use crate::{NodeError, deeds::about::DeedAbout, home::Home, random};
use otagai_core::{
    Millis,
    deed::{self, NewInvite, Situation, WrittenDeed},
    id::{CircleId, StatementId},
    invite_link::{Host, InviteLink, one_time_key},
    limits::forms,
    text,
};
use otagai_store::OwnWrite;

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
        let to = text::optional(to, forms::INVITED)?;
        let charter = self.charter(circle)?;
        let inviter = self.called_in(circle)?.short;
        let seed: [u8; 16] = random::bytes();
        let now = self.clock().now();
        let new = NewInvite {
            key: one_time_key(&seed).verifying_key().to_bytes(),
            uses,
            days,
            now,
        };
        let decide = |_: &Situation<'_>| deed::invite(&new);
        // The guest's name with it: there is no invitation of which nobody knows for whom it is.
        let guest = |written: &WrittenDeed| {
            let ids = written.statements.iter();
            ids.map(|id| put_guest(*id, &to)).collect()
        };
        let mut store = self.store();
        let about = DeedAbout::nothing();
        let written = self.do_deed_in(&mut store, circle, &about, now, decide, guest)?;
        drop(store);
        let id = written.statements.first();
        let id = *id.ok_or(NodeError::OwnItemRefused)?;
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
            expires_at: new.expires_at(),
            uses,
            to,
        })
    }
}

fn put_guest(invitation: StatementId, name: &str) -> OwnWrite {
    OwnWrite::Put {
        kind: GUEST,
        key: invitation.as_bytes().to_vec(),
        value: name.as_bytes().to_vec(),
    }
}
