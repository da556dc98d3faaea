//! Joining: what it stores, and how it goes where both homes are in this program.
//!
//! The people of the sample join each other like this: the same conversation, the same checks and the same items
//! as between two computers, carried by hand instead of over a connection.

use crate::{NodeError, home::Home, joining::closed};
use otagai_core::{id::CircleId, invite_link::InviteLink, item::Item, secret::CircleSecret, text};
use otagai_sync::join::{Host, HostInput, HostOutput, Newcomer, NewcomerInput, NewcomerOutput};
use std::collections::VecDeque;

impl Home {
    /// Joins with an invitation, let in by another home of this program. What the circle held before comes
    /// with the first meeting, as it does between computers.
    ///
    /// # Errors
    /// [`NodeError::Refused`], or why nothing could be stored.
    pub fn join_beside(
        &self,
        host: &Self,
        link: &InviteLink,
        hello: &str,
    ) -> Result<(), NodeError> {
        let hello = text::line(hello, false, 80)?;
        let (mine, theirs) = (self.author.device(), host.author.device());
        let mut newcomer = Newcomer::new(mine, theirs, link);
        let mut hosting = Host::new(theirs, mine, host.clock().now());
        let mut to_newcomer = VecDeque::from([NewcomerInput::Opened]);
        let mut to_host = VecDeque::new();
        loop {
            if let Some(input) = to_newcomer.pop_front() {
                for output in newcomer.handle(input) {
                    match output {
                        NewcomerOutput::Send(frame) => to_host.push_back(HostInput::Frame(frame)),
                        NewcomerOutput::Charter(offered) => {
                            let items = offered.agree(self.author.keys(), &link.one_time_key())?;
                            to_newcomer.push_back(NewcomerInput::Agree(items));
                        }
                        NewcomerOutput::Joined { items, secrets, .. } => {
                            return self.take_up(link.circle, &secrets, items, &hello);
                        }
                        NewcomerOutput::Close(reason) => return Err(closed(reason)),
                    }
                }
            } else if let Some(input) = to_host.pop_front() {
                for output in hosting.handle(input) {
                    match output {
                        HostOutput::Send(frame) => {
                            to_newcomer.push_back(NewcomerInput::Frame(frame));
                        }
                        // The newcomer was told why.
                        HostOutput::Close(_) => {}
                        other => to_host.push_back(host.answer_host(mine, other)?),
                    }
                }
            } else {
                return Err(NodeError::NobodyReached);
            }
        }
    }

    /// Takes up a circle that somebody let this person into, with the first card.
    pub(crate) fn take_up(
        &self,
        circle: CircleId,
        secrets: &[CircleSecret],
        mut items: Vec<Item>,
        hello: &str,
    ) -> Result<(), NodeError> {
        let known = self.store().circles()?.contains(&circle);
        items.extend(self.first_card(circle, hello)?);
        if known {
            let mut store = self.store();
            store.add_secrets(circle, secrets)?;
            let admitted = store.admit(circle, &items)?;
            self.tell(circle, &admitted, None);
            Ok(())
        } else {
            self.add_circle(circle, secrets, &items)
        }
    }
}
