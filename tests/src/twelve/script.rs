//! What each of the twelve does when something has arrived, and what each may know in the end. Both follow from
//! the sample and from what is readable at one's own computer, nothing else.

use super::{
    args,
    replies::{ScriptPeople, text},
};
use otagai_sample::{Day, Job, JobState, Member, MemberId, Sample, Vouch, VouchState};
use serde_json::{Value, json};

/// What is readable at somebody's computer.
#[derive(Debug, Clone, PartialEq)]
pub struct ScriptView {
    /// Work done together.
    pub jobs: Vec<Value>,
    /// Vouches.
    pub vouches: Vec<Value>,
    /// Everybody in the circle.
    pub members: Vec<Value>,
}

/// What a vouch is to somebody, as the program says it; none where it is not readable there.
pub type ScriptStanding = Option<&'static str>;

/// Something to be done.
#[derive(Debug)]
pub(super) struct ScriptDeed {
    /// The day on which it is done; none: today.
    pub(super) on: Option<Day>,
    pub(super) call: &'static str,
    pub(super) args: Value,
}

impl ScriptView {
    /// The vouch of the sample, if it is readable here.
    pub fn vouch(&self, vouch: &Vouch) -> Option<&Value> {
        self.vouches
            .iter()
            .find(|seen| text(seen, "text") == vouch.text)
    }

    /// The job of the sample, if it is readable here.
    pub fn job(&self, job: &Job) -> Option<&Value> {
        self.jobs
            .iter()
            .find(|seen| text(seen, "title") == job.title)
    }

    fn has_joined(&self, person: Option<&String>) -> bool {
        let is_member = |seen: &Value| {
            let id = seen.get("card").map_or("", |card| text(card, "person"));
            Some(id) == person.map(String::as_str) && text(seen, "standing") == "member"
        };
        self.members.iter().any(is_member)
    }
}

/// What a vouch has become for somebody in the end, as they may know it.
pub fn expected(vouch: &Vouch, viewer: &MemberId) -> ScriptStanding {
    let is_author = vouch.issuer == *viewer;
    let is_one_of_two = is_author || vouch.subject == *viewer;
    match vouch.state {
        VouchState::Active => Some("counts"),
        VouchState::Expired => Some("expired"),
        VouchState::Waiting => is_one_of_two.then_some("waiting"),
        VouchState::Withdrawn => is_one_of_two.then_some("withdrawn"),
        // Its author is told that it is not shown, and nobody else anything.
        VouchState::Hidden if is_author => Some("kept"),
        VouchState::Hidden => is_one_of_two.then_some("hidden"),
    }
}

/// The next thing that is somebody's to do; none where nothing is.
pub(super) fn next(
    sample: &Sample,
    people: &ScriptPeople,
    me: &MemberId,
    seen: &ScriptView,
) -> Option<ScriptDeed> {
    let answers = sample
        .vouches()
        .iter()
        .find_map(|vouch| on_vouch(vouch, me, seen));
    // To vouch on a job says that it was so: nobody who vouches confirms it beside that.
    answers
        .or_else(|| {
            let mine = sample.vouches().iter().filter(|vouch| vouch.issuer == *me);
            mine.filter(|vouch| seen.vouch(vouch).is_none())
                .find_map(|vouch| write_vouch(sample, people, me, seen, vouch))
        })
        .or_else(|| sample.jobs().iter().find_map(|job| on_job(job, seen)))
        .or_else(|| {
            let mine = sample.jobs().iter().filter(|job| job.author() == Some(me));
            mine.filter(|job| seen.job(job).is_none())
                .find_map(|job| record(sample, people, seen, job))
        })
}

/// What becomes of a vouch in the sample becomes of it here.
fn on_vouch(vouch: &Vouch, me: &MemberId, seen: &ScriptView) -> Option<ScriptDeed> {
    let found = seen.vouch(vouch)?;
    let id = text(found, "vouch");
    let (call, args) = match (text(found, "state"), text(found, "side"), vouch.state) {
        ("waiting", "subject", VouchState::Waiting) => return None,
        ("waiting", "subject", _) => ("vouch_answer", json!({ "vouch": id, "answer": "accept" })),
        ("counts", "subject", VouchState::Hidden) => {
            ("vouch_show", json!({ "vouch": id, "shown": false }))
        }
        ("counts", "author", VouchState::Withdrawn) => {
            ("work_take_back", json!({ "document": id }))
        }
        _ => return None,
    };
    debug_assert!([&vouch.issuer, &vouch.subject].contains(&me), "of the two");
    Some(ScriptDeed {
        on: None,
        call,
        args,
    })
}

/// Work is confirmed by whom it names, unless the sample leaves it waiting.
fn on_job(job: &Job, seen: &ScriptView) -> Option<ScriptDeed> {
    let found = seen.job(job)?;
    let asked = found.get("myTurn") == Some(&json!(true));
    (asked && job.state == JobState::Confirmed).then(|| ScriptDeed {
        on: None,
        call: "job_answer",
        args: json!({
            "job": text(found, "job"), "version": text(found, "version"), "answer": "accept",
        }),
    })
}

/// A vouch is written on the day of the sample as soon as its job is readable; by the author of the job in one
/// go with it.
fn write_vouch(
    sample: &Sample,
    people: &ScriptPeople,
    me: &MemberId,
    seen: &ScriptView,
    vouch: &Vouch,
) -> Option<ScriptDeed> {
    let job = sample.job(&vouch.job)?;
    let name = sample
        .member(me)
        .map(|member: &Member| member.name.as_str());
    let on = match seen.job(job) {
        Some(recorded) => args::ScriptJob::Recorded {
            job: text(recorded, "job"),
            version: text(recorded, "version"),
        },
        None if job.author() == Some(me) && all_joined(people, seen, job) => {
            args::ScriptJob::New(args::job(job, people))
        }
        None => return None,
    };
    Some(ScriptDeed {
        on: Some(vouch.signed),
        call: "vouch_write",
        args: args::vouch(vouch, people, name.unwrap_or_default(), &on),
    })
}

/// Work is recorded before anybody vouches for it, and not before it is over.
fn record(
    sample: &Sample,
    people: &ScriptPeople,
    seen: &ScriptView,
    job: &Job,
) -> Option<ScriptDeed> {
    let vouches = sample.vouches().iter().filter(|vouch| vouch.job == job.id);
    let first = vouches.map(|vouch| vouch.signed).min();
    all_joined(people, seen, job).then(|| ScriptDeed {
        on: first.or_else(|| last_day(sample, job)),
        call: "job_record",
        args: json!({ "job": args::job(job, people) }),
    })
}

/// The day on which work without a vouch is recorded: late in its last month, but not after today.
fn last_day(sample: &Sample, job: &Job) -> Option<Day> {
    let day: Option<Day> = format!("{}-28", job.end).parse().ok();
    day.map(|day| day.min(sample.today()))
}

fn all_joined(people: &ScriptPeople, seen: &ScriptView, job: &Job) -> bool {
    job.participants
        .iter()
        .all(|one| seen.has_joined(people.get(&one.member)))
}
