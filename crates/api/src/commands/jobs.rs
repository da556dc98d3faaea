//! Work done together.

use super::naming::Names;
use crate::{
    ApiError, Device, convert,
    view::{
        AnswerKind, AnswerView, CircleArgs, JobAnswerArgs, JobDraft, JobRecordArgs, JobState,
        JobView, Nothing, ParticipantView, WorkArgs,
    },
};
use otagai_core::{
    id::{CircleId, DocumentId, PersonId},
    job, notice,
    quiet::QuietWord,
    vouch::standing::{JobStanding, JobVersion, Standing, VouchState},
};
use otagai_node::{
    NodeError,
    home::Home,
    work::{Answered, NewJob},
};

pub(super) async fn record(device: &Device, args: JobRecordArgs) -> Result<JobView, ApiError> {
    let named = convert::circle(&args.circle)?;
    let replaces = convert::document(&args.replaces)?;
    Ok(device
        .node
        .with_home(move |home| {
            let circle = home.circle(named)?;
            let draft = draft(home, &args.job)?;
            let job = home.record_job(circle, &NewJob { draft, replaces })?;
            one(home, circle, job)
        })
        .await?)
}

pub(super) async fn answer(device: &Device, args: JobAnswerArgs) -> Result<JobView, ApiError> {
    let named = convert::circle(&args.circle)?;
    let job = convert::document(&args.job)?.ok_or(NodeError::UnknownWork)?;
    Ok(device
        .node
        .with_home(move |home| {
            let circle = home.circle(named)?;
            let version = version(&home.work(circle)?, job, &args.version)?;
            home.answer_job(circle, job, version, answered(args.answer), &args.note)?;
            one(home, circle, job)
        })
        .await?)
}

pub(super) async fn list(device: &Device, args: CircleArgs) -> Result<Vec<JobView>, ApiError> {
    let named = convert::circle(&args.circle)?;
    Ok(device
        .node
        .with_home(move |home| {
            let circle = home.circle(named)?;
            let (work, called) = (home.work(circle)?, Names::of(home, circle)?);
            let mut views: Vec<JobView> = work
                .jobs
                .iter()
                .filter_map(|(document, job)| view(home, &called, &work, *document, job))
                .collect();
            // The newest work first; the id only keeps equal months in one order.
            views.sort_by(|a, b| (&b.to, &b.from, &a.job).cmp(&(&a.to, &a.from, &b.job)));
            Ok(views)
        })
        .await?)
}

pub(super) async fn take_back(device: &Device, args: WorkArgs) -> Result<Nothing, ApiError> {
    let named = convert::circle(&args.circle)?;
    let document = convert::document(&args.document)?.ok_or(NodeError::UnknownWork)?;
    device
        .node
        .with_home(move |home| home.take_back(home.circle(named)?, document))
        .await?;
    Ok(Nothing {})
}

/// The version that a screen showed, or the newest.
pub(super) fn version(
    work: &Standing,
    job: DocumentId,
    shown: &str,
) -> Result<otagai_core::id::ItemId, NodeError> {
    if !shown.is_empty() {
        return shown.parse().map_err(|_no_id| NodeError::OtherVersion);
    }
    work.jobs
        .get(&job)
        .and_then(JobStanding::current)
        .map(|version| version.chunk)
        .ok_or(NodeError::UnknownWork)
}

/// What was answered, as the rules call it.
pub(super) const fn answered(answer: AnswerKind) -> Answered {
    match answer {
        AnswerKind::Accept => Answered::Accept,
        AnswerKind::Keep => Answered::Quiet(QuietWord::Keep),
        AnswerKind::Fix => Answered::Quiet(QuietWord::Fix),
        AnswerKind::Decline => Answered::Quiet(QuietWord::Decline),
    }
}

/// What a member filled in, read into the rules' own types.
pub(super) fn draft(home: &Home, typed: &JobDraft) -> Result<job::JobDraft, NodeError> {
    let month = |text: &str| text.parse().map_err(|_no_month| NodeError::OutOfRange);
    // One more than is allowed is kept, so that the rule is broken and named.
    let participants = typed
        .participants
        .iter()
        .take(job::MOST_PEOPLE.saturating_add(1))
        .map(|one| {
            Ok(job::Participant {
                person: convert::person(&one.person)?.unwrap_or(home.person()),
                role: one.role.clone(),
            })
        })
        .collect::<Result<_, NodeError>>()?;
    Ok(job::JobDraft {
        title: typed.title.clone(),
        kind: typed.kind,
        from: month(&typed.from)?,
        to: month(&typed.to)?,
        size: typed.size,
        participants,
        skills: typed.skills.clone(),
        outside: typed.outside,
        request: None,
    })
}

fn one(home: &Home, circle: CircleId, job: DocumentId) -> Result<JobView, NodeError> {
    let (work, called) = (home.work(circle)?, Names::of(home, circle)?);
    work.jobs
        .get(&job)
        .and_then(|found| view(home, &called, &work, job, found))
        .ok_or(NodeError::UnknownWork)
}

fn view(
    home: &Home,
    called: &Names,
    work: &Standing,
    document: DocumentId,
    found: &JobStanding,
) -> Option<JobView> {
    let me = home.person();
    let current = found.current()?;
    let answers = answers(called, work, document, current);
    let job = &current.at.job;
    let taking_part = job.has(me);
    Some(JobView {
        job: document.to_string(),
        version: current.chunk.to_string(),
        author: called.person(found.author),
        title: job.title.clone(),
        kind: job.kind,
        from: job.from.map(|month| month.to_string()).unwrap_or_default(),
        to: job.to.map(|month| month.to_string()).unwrap_or_default(),
        size: job.size,
        participants: job
            .participants
            .iter()
            .map(|one| ParticipantView {
                person: one.person.to_string(),
                short: called.short(one.person),
                role: one.role.clone(),
                confirmed: current.signed_by.contains(&one.person),
            })
            .collect(),
        skills: job.skills.clone(),
        outside: job.outside,
        state: state(found, current, &answers),
        opened: found.opened,
        mine: found.author == me,
        my_turn: notice::job_asks(work, document, found, me),
        can_vouch: if taking_part && found.dropped.is_none() {
            open_for_vouch(work, document, current, me)
        } else {
            Vec::new()
        },
        answers,
    })
}

fn state(found: &JobStanding, current: &JobVersion, answers: &[AnswerView]) -> JobState {
    let said = |kind| answers.iter().any(|one| one.answer == kind);
    if found.dropped.is_some() {
        JobState::Withdrawn
    } else if !current.faults.is_empty() {
        JobState::Faulty
    } else if current.is_confirmed() {
        JobState::Confirmed
    } else if said(AnswerKind::Fix) {
        JobState::ToFix
    } else if said(AnswerKind::Decline) {
        JobState::Declined
    } else {
        JobState::Waiting
    }
}

/// What was said quietly to the newest version by those who have not signed it since.
fn answers(
    called: &Names,
    work: &Standing,
    job: DocumentId,
    current: &JobVersion,
) -> Vec<AnswerView> {
    work.answers
        .values()
        .filter(|one| one.answer.job == Some(job) && one.answer.version == Some(current.chunk))
        .filter(|one| !current.signed_by.contains(&one.author))
        .filter_map(|one| {
            Some(AnswerView {
                person: one.author.to_string(),
                short: called.short(one.author),
                answer: answer_kind(one.answer.word?),
                note: one.answer.note.clone(),
            })
        })
        .collect()
}

/// A quiet answer, as a screen is told.
pub(super) const fn answer_kind(word: QuietWord) -> AnswerKind {
    match word {
        QuietWord::Keep => AnswerKind::Keep,
        QuietWord::Fix => AnswerKind::Fix,
        QuietWord::Decline => AnswerKind::Decline,
    }
}

/// Participants for whom somebody has no vouch on this job that stands or waits, and who do not dispute it.
fn open_for_vouch(
    work: &Standing,
    job: DocumentId,
    current: &JobVersion,
    me: PersonId,
) -> Vec<String> {
    let vouched = |person| {
        work.vouches.iter().any(|(document, found)| {
            found.author == me
                && !(found.state == VouchState::Unanswered && work.is_to_be_put_right(*document))
                && found.vouch.subject == Some(person)
                && found.vouch.job == Some(job)
                && matches!(
                    found.state,
                    VouchState::Unanswered
                        | VouchState::Unconfirmed(_)
                        | VouchState::Counts
                        | VouchState::Hidden
                )
        })
    };
    let participants = current.at.job.participants.iter().map(|one| one.person);
    participants
        .filter(|person| *person != me && !vouched(*person) && !work.is_disputed(current, *person))
        .map(|person| person.to_string())
        .collect()
}
