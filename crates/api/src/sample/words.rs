//! What the sample's data says, in the words of the rules.

use crate::sample::Fault;
use otagai_core::{card, date, job, vouch};
use otagai_sample::{Basis, JobKind, Member, Month, Next, Standing, Status};

/// A month of the sample as a month of the rules.
pub(super) fn month(month: Month) -> Result<date::Month, Fault> {
    month.to_string().parse().map_err(|_none| Fault::Calendar)
}

/// How a card says what somebody takes on.
pub(super) fn strengths(member: &Member) -> Vec<card::Strength> {
    let levels = [
        (&member.takes_on, card::Level::Do),
        (&member.little, card::Level::Little),
        (&member.dont, card::Level::Dont),
    ];
    let each = levels.into_iter().flat_map(|(skills, level)| {
        skills.iter().map(move |skill| card::Strength {
            skill: skill.clone(),
            level,
            limit: String::new(),
        })
    });
    each.collect()
}

/// How a card says when somebody is free. A card has three words for it and the sample four: 今月は少し is asked
/// first, and stands in the note.
pub(super) fn free(member: &Member) -> (card::Free, String) {
    let said = member.availability.text.to_string();
    match member.availability.status {
        Status::Now => (card::Free::Open, said),
        Status::ALittle => (card::Free::Ask, format!("今月は少し: {said}")),
        Status::Ask => (card::Free::Ask, said),
        Status::Resting => (card::Free::Full, said),
    }
}

/// Of which kind a job was.
pub(super) const fn kind(kind: JobKind) -> job::JobKind {
    match kind {
        JobKind::Paid => job::JobKind::Paid,
        JobKind::HandOver => job::JobKind::Handover,
        JobKind::Referral => job::JobKind::Introduction,
        JobKind::Consult => job::JobKind::Advice,
        JobKind::Study => job::JobKind::Study,
        JobKind::Running => job::JobKind::Running,
        JobKind::Volunteer => job::JobKind::Volunteer,
        JobKind::Trial => job::JobKind::Trial,
    }
}

/// What the author of a vouch was.
pub(super) const fn role(standing: Standing) -> vouch::Role {
    match standing {
        Standing::Asked => vouch::Role::Asked,
        Standing::WorkedTogether => vouch::Role::Shared,
        Standing::Learned => vouch::Role::Learned,
        Standing::Taught => vouch::Role::Taught,
        Standing::TookOver => vouch::Role::TookOver,
        Standing::Referred => vouch::Role::Introduced,
        Standing::TookPart => vouch::Role::TookPart,
    }
}

/// How the author of a vouch knows.
pub(super) const fn basis(basis: Basis) -> vouch::Basis {
    match basis {
        Basis::SawTheWork => vouch::Basis::WorkedAlongside,
        Basis::SawTheResult => vouch::Basis::SawResult,
    }
}

/// Would the author of a vouch do it again.
pub(super) const fn again(next: Next) -> vouch::Again {
    match next {
        Next::Gladly => vouch::Again::Gladly,
        Next::SameKind => vouch::Again::SameWork,
    }
}
