//! Vouches: writing, answering, hiding, and what is readable here.

use super::{
    jobs::{self, answered},
    naming::Names,
};
use crate::{
    ApiError, Device, EdgeRefusal, convert,
    view::{
        Side, VouchAnswerArgs, VouchShowArgs, VouchState, VouchView, VouchWriteArgs, VouchesArgs,
    },
};
use otagai_core::{
    date::Day,
    id::{CircleId, DocumentId, PersonId},
    quiet::QuietWord,
    trail::{self, Freshness},
    vouch::{
        Again, Basis, Relation, Role,
        standing::{self, Standing, VouchStanding},
    },
};
use otagai_node::{
    NodeError,
    home::Home,
    work::{NewVouch, VouchedJob},
};
use serde::de::DeserializeOwned;

pub(super) async fn write(device: &Device, args: VouchWriteArgs) -> Result<VouchView, ApiError> {
    let named = convert::circle(&args.circle)?;
    let subject = convert::person(&args.subject)?.ok_or(NodeError::UnknownPerson)?;
    let role = chosen::<Role>(&args.role, EdgeRefusal::BadInput)?;
    let basis = chosen::<Basis>(&args.basis, EdgeRefusal::Hearsay)?;
    Ok(device
        .node
        .with_home(move |home| {
            let circle = home.circle(named)?;
            let new = NewVouch {
                job: job(home, circle, &args)?,
                subject,
                skills: args.skills,
                role: role.unwrap_or(Role::Shared),
                basis: basis.unwrap_or(Basis::WorkedAlongside),
                text: args.text,
                for_whom: args.for_whom,
                again: args.again.unwrap_or(Again::Gladly),
                relation: args.relation.unwrap_or(Relation::None),
                outside: args.outside.then_some(args.outside_name),
                language: if args.language.is_empty() {
                    "ja".to_owned()
                } else {
                    args.language
                },
            };
            let vouch = home.write_vouch(circle, &new)?;
            one(home, circle, vouch)
        })
        .await?)
}

pub(super) async fn answer(device: &Device, args: VouchAnswerArgs) -> Result<VouchView, ApiError> {
    let named = convert::circle(&args.circle)?;
    let vouch = convert::document(&args.vouch)?.ok_or(NodeError::UnknownWork)?;
    Ok(device
        .node
        .with_home(move |home| {
            let circle = home.circle(named)?;
            home.answer_vouch(circle, vouch, answered(args.answer), &args.note)?;
            one(home, circle, vouch)
        })
        .await?)
}

pub(super) async fn show(device: &Device, args: VouchShowArgs) -> Result<VouchView, ApiError> {
    let named = convert::circle(&args.circle)?;
    let vouch = convert::document(&args.vouch)?.ok_or(NodeError::UnknownWork)?;
    Ok(device
        .node
        .with_home(move |home| {
            let circle = home.circle(named)?;
            home.show_vouch(circle, vouch, args.shown)?;
            one(home, circle, vouch)
        })
        .await?)
}

pub(super) async fn list(device: &Device, args: VouchesArgs) -> Result<Vec<VouchView>, ApiError> {
    let (named, person) = (
        convert::circle(&args.circle)?,
        convert::person(&args.person)?,
    );
    Ok(device
        .node
        .with_home(move |home| {
            let circle = home.circle(named)?;
            let (work, called) = (home.work(circle)?, Names::of(home, circle)?);
            let concerned = |found: &VouchStanding| {
                person.is_none_or(|one| found.author == one || found.vouch.subject == Some(one))
            };
            let mut views: Vec<VouchView> = work
                .vouches
                .iter()
                .filter(|(_, found)| concerned(found))
                .filter_map(|(document, found)| view(home, &called, &work, *document, found))
                .collect();
            // The newest first; the id only keeps equal days in one order.
            views.sort_by(|a, b| (&b.signed_on, &a.vouch).cmp(&(&a.signed_on, &b.vouch)));
            Ok(views)
        })
        .await?)
}

/// The choice of a name; none where nothing was chosen.
fn chosen<T: DeserializeOwned>(name: &str, otherwise: EdgeRefusal) -> Result<Option<T>, ApiError> {
    if name.is_empty() {
        return Ok(None);
    }
    serde_json::from_value(name.into())
        .map(Some)
        .map_err(|_no_such_choice| otherwise.into())
}

fn job(home: &Home, circle: CircleId, args: &VouchWriteArgs) -> Result<VouchedJob, NodeError> {
    match (convert::document(&args.job)?, &args.new_job) {
        (Some(job), None) => {
            let version = jobs::version(&home.work(circle)?, job, &args.version)?;
            Ok(VouchedJob::Recorded(job, version))
        }
        (None, Some(draft)) => Ok(VouchedJob::New(jobs::draft(home, draft)?)),
        _ => Err(NodeError::UnknownWork),
    }
}

fn one(home: &Home, circle: CircleId, vouch: DocumentId) -> Result<VouchView, NodeError> {
    let (work, called) = (home.work(circle)?, Names::of(home, circle)?);
    work.vouches
        .get(&vouch)
        .and_then(|found| view(home, &called, &work, vouch, found))
        .ok_or(NodeError::UnknownWork)
}

/// A vouch as the member at this computer may see it; none where it is none of their business.
fn view(
    home: &Home,
    called: &Names,
    work: &Standing,
    document: DocumentId,
    found: &VouchStanding,
) -> Option<VouchView> {
    let me = home.person();
    let vouch = &found.vouch;
    let (subject, signed_on) = (vouch.subject?, vouch.signed_on?);
    let quiet = quiet(work, document, subject);
    let state = state(found, me, quiet.map(|(word, _)| word))?;
    let job = vouch
        .job
        .and_then(|job| work.jobs.get(&job)?.version(&vouch.job_heads))
        .map(|version| &version.at.job);
    let month = |month: Option<otagai_core::date::Month>| {
        month.map(|month| month.to_string()).unwrap_or_default()
    };
    Some(VouchView {
        vouch: document.to_string(),
        author: called.person(found.author),
        subject: called.person(subject),
        job: vouch.job.map(|job| job.to_string()).unwrap_or_default(),
        job_title: job.map(|job| job.title.clone()).unwrap_or_default(),
        job_from: month(job.and_then(|job| job.from)),
        job_to: month(job.and_then(|job| job.to)),
        skills: vouch.skills.clone(),
        role: vouch.role,
        basis: vouch.basis,
        text: vouch.text.clone(),
        for_whom: vouch.for_whom.clone(),
        again: vouch.again,
        relation: vouch.relation,
        outside: vouch.outside,
        signed_on: signed_on.to_string(),
        valid_until: vouch
            .valid_until
            .map(|day| day.to_string())
            .unwrap_or_default(),
        language: vouch.language.clone(),
        freshness: Freshness::of(signed_on, home.clock().day_in_japan()),
        mutual: is_mutual(work, found, subject, signed_on),
        state,
        reason: match &found.state {
            standing::VouchState::Void(why) => why.to_string(),
            _ => String::new(),
        },
        note: quiet.map(|(_, note)| note.to_owned()).unwrap_or_default(),
        side: if found.author == me {
            Side::Author
        } else if subject == me {
            Side::Subject
        } else {
            Side::Other
        },
    })
}

/// What the subject said to the author alone; only the two hold it.
fn quiet(work: &Standing, vouch: DocumentId, subject: PersonId) -> Option<(QuietWord, &str)> {
    work.answers
        .values()
        .filter(|one| one.author == subject && one.answer.vouch == Some(vouch))
        .find_map(|one| Some((one.answer.word?, one.answer.note.as_str())))
}

fn state(found: &VouchStanding, me: PersonId, quiet: Option<QuietWord>) -> Option<VouchState> {
    use standing::VouchState as Rules;
    let about_me = found.vouch.subject == Some(me);
    let for_two = about_me || found.author == me;
    let state = match &found.state {
        Rules::Unanswered | Rules::JobNotHeld => match quiet {
            None => VouchState::Waiting,
            Some(QuietWord::Keep) => VouchState::Kept,
            Some(QuietWord::Fix) => VouchState::ToFix,
            Some(QuietWord::Decline) => VouchState::Declined,
        },
        Rules::Unconfirmed(_) => VouchState::Unconfirmed,
        Rules::Counts => return Some(VouchState::Counts),
        Rules::Expired => return Some(VouchState::Expired),
        // Hiding is not shown as hiding: its author reads 「受け取って表示していません」, nobody else anything.
        Rules::Hidden if about_me => VouchState::Hidden,
        Rules::Hidden => VouchState::Kept,
        Rules::Dropped(_) => VouchState::Withdrawn,
        Rules::Void(_) => VouchState::Void,
    };
    for_two.then_some(state)
}

/// ⇄ by the rule of the trail: one the other way for the same job, or signed within 30 days.
fn is_mutual(work: &Standing, found: &VouchStanding, subject: PersonId, signed_on: Day) -> bool {
    let counts = |one: &VouchStanding| one.state == standing::VouchState::Counts;
    counts(found)
        && work.vouches.values().filter(|one| counts(one)).any(|back| {
            back.author == subject
                && back.vouch.subject == Some(found.author)
                && (back.vouch.job == found.vouch.job
                    || back
                        .vouch
                        .signed_on
                        .is_some_and(|day| day.days_between(signed_on) <= trail::MUTUAL_DAYS))
        })
}
