//! What the sample's data says, in the words of the rules.

use crate::sample::SampleFault;
use otagai_core::{
    card::{self, CardEdit},
    date, job, vouch,
};
use otagai_node::NodeError;
use otagai_sample::{
    Band, Basis, Contact, ContactKind, Day, Depth, Flag, JobKind, LicenceKind, Member, Month, Next,
    Role, Sample, Standing, Status, Weekday,
};

/// A month of the sample as a month of the rules.
pub(super) fn month(month: Month) -> Result<date::Month, SampleFault> {
    month
        .to_string()
        .parse()
        .map_err(|_none| SampleFault::Calendar)
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

/// How a card says when somebody is free on the day it is said.
pub(super) fn free(member: &Member, stated_on: String) -> card::Availability {
    let said = &member.availability;
    let status = match said.status {
        Status::Now => card::Free::Open,
        Status::ALittle => card::Free::Some,
        Status::Ask => card::Free::Ask,
        Status::Resting => card::Free::Full,
    };
    let slots = said.grid.iter().flat_map(|(day, bands)| {
        let bands = bands.iter().copied();
        bands.map(|part| (weekday(*day), band(part)))
    });
    card::Availability {
        hours: said.hours_per_week,
        week: slots.collect(),
        ..card::Availability::said(status, said.text.to_string(), stated_on)
    }
}

const fn weekday(day: Weekday) -> card::Weekday {
    match day {
        Weekday::Monday => card::Weekday::Monday,
        Weekday::Tuesday => card::Weekday::Tuesday,
        Weekday::Wednesday => card::Weekday::Wednesday,
        Weekday::Thursday => card::Weekday::Thursday,
        Weekday::Friday => card::Weekday::Friday,
        Weekday::Saturday => card::Weekday::Saturday,
        Weekday::Sunday => card::Weekday::Sunday,
    }
}

const fn band(part: Band) -> card::Band {
    match part {
        Band::Morning => card::Band::Morning,
        Band::Afternoon => card::Band::Afternoon,
        Band::Evening => card::Band::Evening,
    }
}

/// Everything else that a card says of somebody from the first day on.
pub(super) fn about(member: &Member, sample: &Sample) -> Vec<CardEdit> {
    let trade = member.main_work.to_string();
    let mut edits = vec![CardEdit::Text(card::TextField::Trade, trade)];
    edits.extend(member.hobbies.iter().map(|hobby| {
        CardEdit::Hobby(card::Hobby {
            name: hobby.name.clone(),
            years: hobby.years,
        })
    }));
    edits.extend(member.licences.iter().map(|held| {
        let found = sample.licence(&held.name);
        CardEdit::Licence(card::Licence {
            name: held.name.clone(),
            kind: match found.map(|licence| licence.kind) {
                Some(LicenceKind::National) => card::LicenceKind::National,
                Some(LicenceKind::Private) | None => card::LicenceKind::Private,
            },
            until: String::new(),
        })
    }));
    edits.extend(to_try(member).map(|what| {
        CardEdit::Wish(card::Wish {
            kind: card::WishKind::Try,
            what,
        })
    }));
    let work = member.work.as_ref();
    edits.push(CardEdit::Way(card::Way {
        remote: work.is_some_and(|work| work.online),
        areas: work.map(|work| work.in_person.clone()).unwrap_or_default(),
        home: member.area.clone(),
    }));
    if member.contact == Some(Contact::Written) {
        edits.push(CardEdit::Contact(Some(card::Contact::Written)));
    }
    let record = member.flags.contains(&Flag::BuildsRecord);
    edits.push(CardEdit::Welcome(card::Welcome {
        record,
        first_time: record,
        urgent: member.availability.urgent,
        hiring: member.flags.contains(&Flag::Hiring),
    }));
    edits
}

/// How somebody can be reached.
pub(super) fn contact_ways(member: &Member) -> Result<Vec<card::ContactWay>, NodeError> {
    let ways = member.contact_ways.iter().map(|way| {
        let kind = match way.kind {
            ContactKind::Phone => card::ContactKind::Phone,
            ContactKind::Mail => card::ContactKind::Mail,
            ContactKind::Line => card::ContactKind::Line,
            ContactKind::Other => card::ContactKind::Other,
        };
        Ok(card::ContactWay::new(kind, &way.value, &way.note)?)
    });
    ways.collect()
}

/// What somebody wants to try, without what the card says elsewhere.
fn to_try(member: &Member) -> impl Iterator<Item = String> {
    let said = member.wants_to_try.iter().flat_map(|said| said.split('・'));
    let plain = said.map(|what| what.split('(').next().unwrap_or(what));
    plain
        .filter(|what| *what != "実績づくり歓迎")
        .map(str::to_owned)
}

/// How somebody takes part now.
pub(super) fn presence(member: &Member) -> card::Presence {
    let state = match (member.role, member.depth) {
        (Role::Alumnus, _) => card::PresenceState::Alumnus,
        (_, Depth::Resting) => card::PresenceState::Resting,
        _ => card::PresenceState::Active,
    };
    let last_day = |month: Month| {
        let next: Day = format!("{}-01", month.plus_months(1)?).parse().ok()?;
        next.plus_days(-1).map(|day| day.to_string())
    };
    card::Presence {
        state,
        until: member
            .availability
            .until
            .and_then(last_day)
            .unwrap_or_default(),
        advice: state == card::PresenceState::Alumnus,
        depth: match member.depth {
            Depth::Deep => Some(card::Depth::Deep),
            Depth::Ordinary => Some(card::Depth::Ordinary),
            Depth::Loose => Some(card::Depth::Light),
            Depth::Resting => None,
        },
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
