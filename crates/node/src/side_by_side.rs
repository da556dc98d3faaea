//! Joining: what it stores, and how it goes where both homes are in this program.
//!
//! The people of the sample join each other like this: the same conversation, the same checks and the same items
//! as between two computers, carried by hand instead of over a connection.

use crate::{
    JoinRefusal, NodeError,
    home::Home,
    joining::{LINK, closed},
};
use otagai_core::limits::forms;
use otagai_core::{invite_link::InviteLink, item::Item, secret::CircleSecret, text};
use otagai_store::{Arrival, OwnValue};
use otagai_sync::join::{Host, HostInput, HostOutput, Newcomer, NewcomerInput, NewcomerOutput};
use std::collections::VecDeque;

impl Home {
    /// Joins with an invitation, let in by another home of this program. What the circle held before comes
    /// with the first meeting, as it does between computers.
    ///
    /// # Errors
    /// [`JoinRefusal::Refused`], or why nothing could be stored.
    pub fn join_beside(
        &self,
        host: &Self,
        link: &InviteLink,
        hello: &str,
    ) -> Result<(), NodeError> {
        let hello = text::optional(hello, forms::HELLO)?;
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
                            return self.take_up(link, &secrets, items, &hello);
                        }
                        NewcomerOutput::Close(reason) => return Err(closed(reason).into()),
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
                return Err(JoinRefusal::NobodyReached.into());
            }
        }
    }

    /// Takes up a circle that somebody let this person into, with the first card, the link that led here, and where
    /// its devices are: in one transaction, because whoever turns out to wait asks again with that link.
    pub(crate) fn take_up(
        &self,
        link: &InviteLink,
        secrets: &[CircleSecret],
        mut items: Vec<Item>,
        hello: &str,
    ) -> Result<(), NodeError> {
        let card = self.first_card(link.circle, hello)?;
        let mut own = card.values();
        items.extend(card.items.iter().cloned());
        let (now, text) = (self.clock().now(), link.to_string());
        let hosts = link.hosts.iter().flat_map(|host| {
            let each = host.addresses.iter();
            each.map(move |address| (host.device, address.to_string(), now))
        });
        own.push(OwnValue {
            kind: LINK,
            key: b"",
            value: text.as_bytes(),
        });
        self.add_circle(&Arrival {
            circle: link.circle,
            secrets,
            items: &items,
            own: &own,
            addresses: &hosts.collect::<Vec<_>>(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{clock::Clock, profile::Profile};
    use otagai_core::{
        id::DeviceId,
        keys::{DeviceKeys, DeviceSeeds},
        phrase::RecoveryEntropy,
    };

    fn home(number: u8) -> Home {
        let seeds = DeviceSeeds {
            device: [number; 32],
            encryption: [number ^ 0x40; 32],
            credential: [number ^ 0x20; 32],
        };
        let root = RecoveryEntropy::new([number; 32]).root_key();
        let keys = DeviceKeys::certified_by(&root, &seeds).unwrap();
        let profile = Profile::new("高橋 きく", "たかはし きく", "きく").unwrap();
        Home::temporary(keys, &profile, Clock::standing_at(1_780_390_800_000)).unwrap()
    }

    #[test]
    fn the_circle_and_how_one_came_in_are_stored_at_once_or_not_at_all() {
        let (kiku, hitomi) = (home(1), home(2));
        let circle = kiku.create_circle("会", "目的").unwrap();
        let at = otagai_core::invite_link::Host {
            device: kiku.author.device(),
            addresses: vec!["192.168.1.2:4000".parse().unwrap()],
        };
        let link = kiku.invite(circle, "", 2, 7, vec![at]).unwrap().link;
        hitomi.join_beside(&kiku, &link, "").unwrap();
        let store = hitomi.store();
        let kept = store.own_get(Some(circle), LINK, b"").unwrap();
        assert_eq!(
            kept.as_deref(),
            Some(link.to_string().as_bytes()),
            "whoever turns out to wait asks again with it"
        );
        let known = store.addresses(kiku.author.device()).unwrap();
        assert_eq!(known.len(), 1, "and knows whom");
        drop(store);
        // The transaction ends in the middle: behind the link comes a value that is too long.
        let (secrets, items) = {
            let store = kiku.store();
            let ids = store.item_ids(circle).unwrap();
            let items = store.load_items(circle, &ids).unwrap();
            (store.secrets(circle).unwrap(), items)
        };
        let (text, too_long) = (link.to_string(), vec![0; 1024 * 1024]);
        let own = [text.as_bytes(), &too_long].map(|value| OwnValue {
            kind: LINK,
            key: b"",
            value,
        });
        let tomo = home(3);
        let cut_off = tomo.add_circle(&Arrival {
            circle,
            secrets: &secrets,
            items: &items,
            own: &own,
            addresses: &[(kiku.author.device(), "192.168.1.2:4000".to_owned(), 1)],
        });
        assert!(cut_off.is_err(), "{cut_off:?}");
        assert_eq!(tomo.store().circles().unwrap(), [], "nothing at all");
        let known = tomo.store().known_devices().unwrap();
        assert_eq!(known, Vec::<DeviceId>::new(), "nor whom to ask");
    }
}
