//! Whether the data is a whole circle: everything is there once, every reference leads somewhere, and the
//! rules of the circle are kept.

mod people;
mod records;
mod requests;

use crate::{
    Sample, Written,
    error::{Rule, SampleError},
    ids::{JobId, MemberId},
    jobs::Job,
};
use std::{collections::BTreeSet, fmt::Display};

/// How many there are of each.
const MEMBERS: usize = 12;
const JOBS: usize = 21;
const VOUCHES: usize = 25;
const REQUESTS: usize = 6;
const SKILL_GROUPS: usize = 7;
const SKILLS: usize = 43;

pub(crate) fn checked(written: Written) -> Result<Written, SampleError> {
    let sample = Sample(written);
    counts(&sample)?;
    names_are_there_once(&sample)?;
    let look_up = LookUp::new(&sample);
    look_up.member("viewer", sample.viewer())?;
    for subgroup in &sample.circle().subgroups {
        for member in &subgroup.members {
            look_up.member(&subgroup.name, member)?;
        }
    }
    people::check(&look_up)?;
    records::check(&look_up)?;
    requests::check(&look_up)?;
    Ok(sample.0)
}

fn counts(sample: &Sample) -> Result<(), SampleError> {
    let skills = sample.skills().iter().map(|group| group.terms.len()).sum();
    for (what, expected, found) in [
        ("members", MEMBERS, sample.members().len()),
        ("jobs", JOBS, sample.jobs().len()),
        ("vouches", VOUCHES, sample.vouches().len()),
        ("requests", REQUESTS, sample.requests().len()),
        ("groups of skills", SKILL_GROUPS, sample.skills().len()),
        ("skills", SKILLS, skills),
    ] {
        if found != expected {
            return Err(SampleError::Count {
                what,
                expected,
                found,
            });
        }
    }
    Ok(())
}

fn names_are_there_once(sample: &Sample) -> Result<(), SampleError> {
    once(sample.members().iter().map(|member| &member.id))?;
    once(sample.jobs().iter().map(|job| &job.id))?;
    once(sample.vouches().iter().map(|vouch| &vouch.id))?;
    once(sample.requests().iter().map(|request| &request.id))?;
    once(sample.licences().iter().map(|licence| &licence.name))?;
    once(
        sample
            .skills()
            .iter()
            .flat_map(|group| &group.terms)
            .map(|term| &term.name),
    )
}

fn once<'a, T: Ord + Display + 'a>(names: impl Iterator<Item = &'a T>) -> Result<(), SampleError> {
    let mut seen = BTreeSet::new();
    for name in names {
        if !seen.insert(name) {
            return Err(SampleError::Twice(name.to_string()));
        }
    }
    Ok(())
}

/// Where references are followed.
struct LookUp<'sample> {
    sample: &'sample Sample,
    skills: BTreeSet<&'sample str>,
}

impl<'sample> LookUp<'sample> {
    fn new(sample: &'sample Sample) -> Self {
        let terms = sample.skills().iter().flat_map(|group| &group.terms);
        Self {
            sample,
            skills: terms.map(|term| term.name.as_str()).collect(),
        }
    }

    fn member(&self, place: impl Display, id: &MemberId) -> Result<(), SampleError> {
        is_there(self.sample.member(id), place, id).map(|_member| ())
    }

    fn job(&self, place: impl Display, id: &JobId) -> Result<&'sample Job, SampleError> {
        is_there(self.sample.job(id), place, id)
    }

    fn licence(&self, place: impl Display, name: &str) -> Result<(), SampleError> {
        is_there(self.sample.licence(name), place, name).map(|_licence| ())
    }

    fn skills(&self, place: impl Display, names: &[String]) -> Result<(), SampleError> {
        for name in names {
            is_there(self.skills.get(name.as_str()), &place, name)?;
        }
        Ok(())
    }
}

fn is_there<T>(
    found: Option<T>,
    place: impl Display,
    name: impl Display,
) -> Result<T, SampleError> {
    found.ok_or_else(|| SampleError::Unknown {
        place: place.to_string(),
        name: name.to_string(),
    })
}

fn kept(place: impl Display, kept: bool, rule: Rule) -> Result<(), SampleError> {
    if kept {
        Ok(())
    } else {
        Err(SampleError::Broken {
            place: place.to_string(),
            rule,
        })
    }
}

/// Whether there are from `least` to `most` names, and each once.
fn different<T: Ord>(names: &[T], least: usize, most: usize) -> bool {
    let set: BTreeSet<_> = names.iter().collect();
    set.len() == names.len() && (least..=most).contains(&names.len())
}
