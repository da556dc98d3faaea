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
    self, FoundInvitation, Host, HostInput, HostOutput, JoinClose, Newcomer, NewcomerInput,
    NewcomerOutput, OfferedCharter, RefuseCode,
};
use std::collections::VecDeque;

/// What a joining came to, and what the host's set gained by it.
pub(super) struct Joining {
    pub(super) outcome: Result<CircleId, JoinClose>,
    pub(super) new_at_host: Vec<ItemId>,
    pub(super) new_at_newcomer: Arrived,
    pub(super) charter: Option<OfferedCharter>,
}

/// What a newcomer's device has since a joining.
pub(super) enum Arrived {
    /// As much as before.
    Nothing,
    /// A circle.
    Circle,
    /// Items of a circle that it had.
    Items(Vec<ItemId>),
}

/// How a joining goes.
#[derive(Clone, Copy)]
pub(super) struct Course {
    /// Everybody's clock.
    pub(super) now: Millis,
    /// False: the newcomer only reads.
    pub(super) goes_on: bool,
    /// Frames and answers after which the connection breaks.
    pub(super) breaks_after: usize,
}

/// Lets both machines talk until one of them ends, dies, or the connection breaks.
pub(super) fn run(
    newcomer: &mut Person,
    host: &mut Person,
    link: &InviteLink,
    course: Course,
) -> Joining {
    let mut guest = Newcomer::new(newcomer.device(), host.device(), link);
    let mut door = Host::new(host.device(), newcomer.device(), host.clock(course.now));
    let mut joining = Joining {
        outcome: Err(JoinClose::OutOfOrder),
        new_at_host: Vec::new(),
        new_at_newcomer: Arrived::Nothing,
        charter: None,
    };
    let mut to_host: VecDeque<HostInput> = VecDeque::new();
    let mut to_guest = VecDeque::from([NewcomerInput::Opened]);
    for _ in 0..course.breaks_after {
        if newcomer.is_down() || host.is_down() {
            break;
        }
        if let Some(input) = to_guest.pop_front() {
            for output in guest.handle(input) {
                match output {
                    NewcomerOutput::Send(frame) => to_host.push_back(HostInput::Frame(frame)),
                    NewcomerOutput::Charter(charter) => {
                        if course.goes_on {
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
                        if let Some(arrived) = newcomer.add_circle(circle, &items, secrets) {
                            joining.outcome = Ok(circle);
                            joining.new_at_newcomer = arrived;
                        }
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
                    question => {
                        let new = &mut joining.new_at_host;
                        if let Some(answer) = answer(host, newcomer, question, new) {
                            to_host.push_front(answer);
                        }
                    }
                }
            }
        } else {
            break;
        }
    }
    joining
}

/// What the host's holding answers; none where the host has died over it.
fn answer(
    host: &mut Person,
    newcomer: &Person,
    question: HostOutput,
    new: &mut Vec<ItemId>,
) -> Option<HostInput> {
    Some(match question {
        HostOutput::Find { key } => HostInput::Found(
            host.circles
                .values()
                .find_map(|holding| {
                    let (set, roster) = (&holding.set, &holding.roster);
                    FoundInvitation::find(set, roster, &key, host.id(), newcomer.device())
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
            let stored = host.take(circle, &items)?.stored;
            new.extend(stored.iter().map(|stored| stored.id));
            accepted(host, circle, person)
        }
        HostOutput::AdmitAgain { circle, person } => accepted(host, circle, person),
        HostOutput::Send(_) | HostOutput::Close(_) => HostInput::Declined(RefuseCode::NotNow),
    })
}

fn accepted(host: &Person, circle: CircleId, person: otagai_core::id::PersonId) -> HostInput {
    let holding = host.holding(circle);
    let items: Vec<Item> = holding.load(&holding.set.admission_set(person));
    HostInput::Admitted {
        items,
        secrets: holding.secrets.clone(),
    }
}
