//! Two people join through the real machines, answered by the host's holding.

use super::Person;
use otagai_core::{
    Millis,
    circle_set::CircleSet,
    id::{CircleId, ItemId},
    invite_link::InviteLink,
    item::Item,
};
use otagai_sync::join::{
    self, Host, HostInput, HostOutput, Invited, JoinClose, Newcomer, NewcomerInput, NewcomerOutput,
    OfferedCharter, RefuseCode,
};
use std::collections::VecDeque;

/// What a joining came to, and what the host's set gained by it.
pub(super) struct Joining {
    pub(super) outcome: Result<CircleId, JoinClose>,
    pub(super) new_at_host: Vec<ItemId>,
    pub(super) charter: Option<OfferedCharter>,
}

/// Lets both machines talk until one of them ends. With `goes_on` false the newcomer only reads.
pub(super) fn run(
    newcomer: &mut Person,
    host: &mut Person,
    link: &InviteLink,
    now: Millis,
    goes_on: bool,
) -> Joining {
    let mut guest = Newcomer::new(newcomer.device(), host.device(), link);
    let mut door = Host::new(host.device(), newcomer.device(), now);
    let mut joining = Joining {
        outcome: Err(JoinClose::OutOfOrder),
        new_at_host: Vec::new(),
        charter: None,
    };
    let mut to_host: VecDeque<HostInput> = VecDeque::new();
    let mut to_guest = VecDeque::from([NewcomerInput::Opened]);
    loop {
        if let Some(input) = to_guest.pop_front() {
            for output in guest.handle(input) {
                match output {
                    NewcomerOutput::Send(frame) => to_host.push_back(HostInput::Frame(frame)),
                    NewcomerOutput::Charter(charter) => {
                        if goes_on {
                            let papers = charter.agree(&newcomer.keys, &link.one_time_key());
                            to_guest.push_back(NewcomerInput::Agree(papers.expect("our own key")));
                        }
                        joining.charter = Some(*charter);
                    }
                    NewcomerOutput::Joined {
                        circle,
                        items,
                        secrets,
                        ..
                    } => {
                        let holding = newcomer
                            .circles
                            .entry(circle)
                            .or_insert_with(|| super::Holding::new(circle));
                        holding.keep(&items);
                        holding.secrets = secrets;
                        joining.outcome = Ok(circle);
                    }
                    NewcomerOutput::Close(JoinClose::Done) => {}
                    NewcomerOutput::Close(reason) => joining.outcome = Err(reason),
                }
            }
        } else if let Some(input) = to_host.pop_front() {
            for output in door.handle(input) {
                match output {
                    HostOutput::Send(frame) => to_guest.push_back(NewcomerInput::Frame(frame)),
                    HostOutput::Close(_) => {}
                    question => to_host.push_front(answer(
                        host,
                        newcomer,
                        question,
                        &mut joining.new_at_host,
                    )),
                }
            }
        } else {
            return joining;
        }
    }
}

fn answer(
    host: &mut Person,
    newcomer: &Person,
    question: HostOutput,
    new: &mut Vec<ItemId>,
) -> HostInput {
    match question {
        HostOutput::Find { key } => HostInput::Found(
            host.circles
                .values()
                .find_map(|holding| {
                    let (set, roster) = (&holding.set, &holding.roster);
                    Invited::find(set, roster, &key, host.id(), newcomer.device())
                })
                .map(Box::new),
        ),
        HostOutput::Load {
            circle,
            mut items,
            document,
        } => {
            let holding = host.holding(circle);
            items.extend(holding.items_of(document));
            HostInput::Loaded(holding.load(&items))
        }
        HostOutput::Admit {
            circle,
            mut items,
            admitted,
        } => {
            let person = admitted.person;
            let set: &CircleSet = &host.holding(circle).set;
            items.push(join::admit(set, &host.keys, admitted).expect("our own key"));
            new.extend(
                host.holding_mut(circle)
                    .take(&items)
                    .stored
                    .iter()
                    .map(|stored| stored.id),
            );
            accepted(host, circle, person)
        }
        HostOutput::AdmitAgain { circle, person } => accepted(host, circle, person),
        HostOutput::Send(_) | HostOutput::Close(_) => HostInput::Declined(RefuseCode::NotNow),
    }
}

fn accepted(host: &Person, circle: CircleId, person: otagai_core::id::PersonId) -> HostInput {
    let holding = host.holding(circle);
    let items: Vec<Item> = holding.load(&holding.set.admission_set(person));
    HostInput::Admitted {
        items,
        secrets: holding.secrets.clone(),
    }
}
