//! The jobs and the vouches.

use super::{LookUp, different, kept};
use crate::{
    error::{Rule, SampleError},
    jobs::{Job, JobState},
    vouches::{Vouch, VouchState},
};
use std::{collections::BTreeSet, ops::RangeInclusive};

const TITLE_CHARS: RangeInclusive<usize> = 1..=60;
const TEXT_CHARS: RangeInclusive<usize> = 30..=400;
const PARTICIPANTS: (usize, usize) = (2, 20);
const SKILLS_OF_JOB: (usize, usize) = (1, 6);
const SKILLS_OF_VOUCH: (usize, usize) = (1, 3);

pub(super) fn check(look_up: &LookUp<'_>) -> Result<(), SampleError> {
    for each in look_up.sample.jobs() {
        job(look_up, each)?;
    }
    let mut said = BTreeSet::new();
    for each in look_up.sample.vouches() {
        vouch(look_up, each)?;
        let first = said.insert((&each.issuer, &each.subject, &each.job));
        kept(&each.id, first, Rule::SecondVouch)?;
    }
    Ok(())
}

fn job(look_up: &LookUp<'_>, job: &Job) -> Result<(), SampleError> {
    let id = &job.id;
    let people: Vec<_> = job
        .participants
        .iter()
        .map(|participant| &participant.member)
        .collect();
    for member in &people {
        look_up.member(id, member)?;
    }
    look_up.skills(id, &job.skills)?;
    let (least, most) = PARTICIPANTS;
    kept(id, different(&people, least, most), Rule::Participants)?;
    let (least, most) = SKILLS_OF_JOB;
    kept(id, different(&job.skills, least, most), Rule::Skills)?;
    let title = job.title.chars().count();
    kept(id, TITLE_CHARS.contains(&title), Rule::Title)?;
    kept(id, job.start <= job.end, Rule::Months)?;
    let past = job.end <= look_up.sample.today().month();
    kept(id, past, Rule::Future)
}

fn vouch(look_up: &LookUp<'_>, vouch: &Vouch) -> Result<(), SampleError> {
    let id = &vouch.id;
    look_up.member(id, &vouch.issuer)?;
    look_up.member(id, &vouch.subject)?;
    let job = look_up.job(id, &vouch.job)?;
    kept(id, vouch.issuer != vouch.subject, Rule::OwnVouch)?;
    let both = job.has(&vouch.issuer) && job.has(&vouch.subject);
    kept(id, both, Rule::NotInJob)?;
    let confirmed = job.state == JobState::Confirmed;
    kept(id, confirmed, Rule::NotConfirmed)?;
    let (least, most) = SKILLS_OF_VOUCH;
    kept(id, different(&vouch.skills, least, most), Rule::Skills)?;
    let used = vouch.skills.iter().all(|skill| job.skills.contains(skill));
    kept(id, used, Rule::NotOfJob)?;
    let text = vouch.text.chars().count();
    kept(id, TEXT_CHARS.contains(&text), Rule::Text)?;
    kept(id, vouch.signed.month() > job.end, Rule::TooEarly)?;
    let today = look_up.sample.today();
    kept(id, vouch.signed <= today, Rule::Future)?;
    let over = vouch.valid_until().is_some_and(|last| last < today);
    let expired = vouch.state == VouchState::Expired;
    kept(id, over == expired, Rule::Expiry)
}
