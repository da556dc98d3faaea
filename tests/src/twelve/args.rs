//! Jobs and vouches of the sample as somebody types them in.

use super::replies::ScriptPeople;
use otagai_sample::{Basis, Job, JobKind, Next, Standing, Vouch};
use serde_json::{Value, json};

/// A job as its author fills it in.
pub(super) fn job(job: &Job, people: &ScriptPeople) -> Value {
    let participants = job
        .participants
        .iter()
        .map(|one| json!({ "person": people.get(&one.member), "role": one.role }));
    json!({
        "title": job.title,
        "kind": kind(job.kind),
        "from": job.start.to_string(),
        "to": job.end.to_string(),
        "participants": participants.collect::<Vec<_>>(),
        "skills": job.skills,
        "outside": job.outside,
    })
}

/// The job that a vouch is about.
pub(super) enum ScriptJob<'a> {
    /// One that is recorded, at a version.
    Recorded { job: &'a str, version: &'a str },
    /// One that is recorded with the vouch.
    New(Value),
}

/// A vouch as its author, who has this name, fills it in.
pub(super) fn vouch(vouch: &Vouch, people: &ScriptPeople, name: &str, on: &ScriptJob<'_>) -> Value {
    let (job, version, new_job) = match on {
        ScriptJob::Recorded { job, version } => (*job, *version, None),
        ScriptJob::New(job) => ("", "", Some(job)),
    };
    json!({
        "job": job,
        "version": version,
        "newJob": new_job,
        "subject": people.get(&vouch.subject),
        "skills": vouch.skills,
        "text": vouch.text,
        "role": role(vouch.standing),
        "basis": match vouch.basis {
            Basis::SawTheWork => "workedAlongside",
            Basis::SawTheResult => "sawResult",
        },
        "again": match vouch.next {
            Next::Gladly => "gladly",
            Next::SameKind => "sameWork",
        },
        "outside": vouch.outside_use,
        "outsideName": if vouch.outside_use { name } else { "" },
    })
}

const fn kind(kind: JobKind) -> &'static str {
    match kind {
        JobKind::Paid => "paid",
        JobKind::HandOver => "handover",
        JobKind::Referral => "introduction",
        JobKind::Consult => "advice",
        JobKind::Study => "study",
        JobKind::Running => "running",
        JobKind::Volunteer => "volunteer",
        JobKind::Trial => "trial",
    }
}

const fn role(standing: Standing) -> &'static str {
    match standing {
        Standing::Asked => "asked",
        Standing::WorkedTogether => "shared",
        Standing::Learned => "learned",
        Standing::Taught => "taught",
        Standing::TookOver => "tookOver",
        Standing::Referred => "introduced",
        Standing::TookPart => "tookPart",
    }
}
