//! The requests.

use super::{LookUp, kept};
use crate::{
    error::{Rule, SampleError},
    ids::MemberId,
    requests::Request,
};

pub(super) fn check(look_up: &LookUp<'_>) -> Result<(), SampleError> {
    for request in look_up.sample.requests() {
        let id = &request.id;
        let answered = request.reply.as_ref().map(|reply| &reply.from);
        let named = std::iter::once(&request.from)
            .chain(&request.to)
            .chain(&request.fits)
            .chain(&request.joined)
            .chain(answered);
        for member in named {
            look_up.member(id, member)?;
        }
        look_up.skills(id, &request.skills)?;
        for licence in &request.any_licence {
            look_up.licence(id, licence)?;
        }
        let past = request.asked <= look_up.sample.today();
        kept(id, past, Rule::Future)?;
        for member in &request.fits {
            kept(id, fits(look_up, request, member), Rule::Fit)?;
        }
    }
    Ok(())
}

/// One of the licences, every time in question, and the place.
fn fits(look_up: &LookUp<'_>, request: &Request, member: &MemberId) -> bool {
    let Some(member) = look_up.sample.member(member) else {
        return false;
    };
    let licensed = request.any_licence.is_empty()
        || member
            .licences
            .iter()
            .filter_map(|held| look_up.sample.licence(&held.name))
            .any(|licence| request.any_licence.contains(&licence.name));
    let in_time = request
        .slots
        .iter()
        .all(|slot| slot.is_in(&member.availability.grid));
    let near = request.place.as_ref().is_none_or(|place| {
        member
            .work
            .as_ref()
            .is_some_and(|work| work.in_person.contains(place))
    });
    licensed && in_time && near
}
