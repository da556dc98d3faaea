//! The people, their licences and invitations, and the readings.

use super::{LookUp, different, kept};
use crate::{
    error::{Rule, SampleError},
    people::{ContactWay, Invited, Member, Status},
};

pub(super) fn check(look_up: &LookUp<'_>) -> Result<(), SampleError> {
    readings(look_up)?;
    let today = look_up.sample.today();
    for member in look_up.sample.members() {
        let id = &member.id;
        let levels = [&member.takes_on, &member.little, &member.dont].map(Vec::as_slice);
        let skills = levels.concat();
        look_up.skills(id, &skills)?;
        kept(id, different(&skills, 1, usize::MAX), Rule::TwoLevels)?;
        licences(look_up, member)?;
        invitation(look_up, member)?;
        let invented = member.contact_ways.iter().all(ContactWay::is_invented);
        kept(id, invented, Rule::Invented)?;
        let stated = member.availability.stated;
        kept(id, stated <= today, Rule::Future)?;
        kept(id, member.graduated <= Some(today), Rule::Future)?;
        let until = member.availability.until;
        let rests = member.availability.status == Status::Resting;
        kept(id, rests == until.is_some(), Rule::Rest)?;
        kept(
            id,
            until.is_none_or(|month| month >= today.month()),
            Rule::Rest,
        )?;
    }
    Ok(())
}

fn readings(look_up: &LookUp<'_>) -> Result<(), SampleError> {
    let sample = look_up.sample;
    let terms = sample.skills().iter().flat_map(|group| &group.terms);
    let words = terms
        .map(|term| (&term.reading, &term.synonyms))
        .chain(
            sample
                .licences()
                .iter()
                .map(|licence| (&licence.reading, &licence.synonyms)),
        )
        .flat_map(|(reading, synonyms)| {
            std::iter::once(reading).chain(synonyms.iter().map(|synonym| &synonym.reading))
        });
    let people = sample.members().iter().map(|member| &member.reading);
    for reading in words.chain(people) {
        let hiragana = |letter| matches!(letter, 'ぁ'..='ゖ' | 'ー' | ' ');
        let good = !reading.is_empty() && reading.chars().all(hiragana);
        kept(reading, good, Rule::Reading)?;
    }
    Ok(())
}

fn licences(look_up: &LookUp<'_>, member: &Member) -> Result<(), SampleError> {
    for licence in &member.licences {
        look_up.licence(&member.id, &licence.name)?;
        for sighting in &licence.seen_by {
            look_up.member(&member.id, &sighting.member)?;
            let other = sighting.member != member.id;
            kept(&member.id, other, Rule::OwnLicence)?;
            let past = sighting.on <= look_up.sample.today();
            kept(&member.id, past, Rule::Future)?;
        }
    }
    Ok(())
}

/// Follows the chain up; it is longer than there are people where it is a ring.
fn invitation(look_up: &LookUp<'_>, member: &Member) -> Result<(), SampleError> {
    let sample = look_up.sample;
    let past = member.joined <= sample.today().month();
    kept(&member.id, past, Rule::Future)?;
    kept(
        &member.id,
        member.joined >= sample.circle().founded,
        Rule::Invitation,
    )?;
    let mut guest = member;
    for _ in sample.members() {
        let Invited::By(inviter) = &guest.invited else {
            return Ok(());
        };
        look_up.member(&guest.id, inviter)?;
        let Some(inviter) = sample.member(inviter) else {
            break;
        };
        kept(&guest.id, inviter.joined <= guest.joined, Rule::Invitation)?;
        guest = inviter;
    }
    kept(&member.id, false, Rule::Invitation)
}
