//! Work done together, vouches, and what leaves the circle.

use super::{Call, alone, files};
use crate::{
    arguments::work::{
        Document, Job, JobAnswer, Proof, ProofFile, Trail, Vouch, VouchAnswered, VouchMeant,
        VouchThen, VouchWrite,
    },
    print,
    status::Ending,
};
use data_encoding::BASE64;
use otagai_api::{ApiError, Device, EdgeRefusal};
use serde_json::{Value, json};
use std::path::Path;

pub(super) fn job(job: Job) -> Result<Call, ApiError> {
    Ok(match job {
        Job::Record {
            file,
            replaces,
            circle,
        } => (
            "job_record",
            json!({ "circle": circle.circle, "job": files::json(&file)?, "replaces": replaces }),
        ),
        Job::Answer {
            job,
            answer,
            note,
            version,
            circle,
        } => {
            let answer = match answer {
                JobAnswer::Accept => "accept",
                JobAnswer::Fix => "fix",
                JobAnswer::Decline => "decline",
            };
            (
                "job_answer",
                json!({ "circle": circle.circle, "job": job, "version": version, "answer": answer,
                    "note": note }),
            )
        }
        Job::Confirm {
            job,
            version,
            circle,
        } => (
            "job_answer",
            json!({ "circle": circle.circle, "job": job, "version": version, "answer": "accept" }),
        ),
        Job::Withdraw { job, circle } => take_back(&job, &circle.circle),
    })
}

pub(super) fn vouch(vouch: Vouch) -> Result<Call, ApiError> {
    Ok(match (vouch.then, vouch.write) {
        (None, Some(write)) => written(write)?,
        (Some(then), None) => match then {
            VouchThen::Write(write) => written(*write)?,
            VouchThen::Accept(one) => answered(one, "accept"),
            VouchThen::Keep(one) => answered(one, "keep"),
            VouchThen::Fix(one) => answered(one, "fix"),
            VouchThen::Decline(one) => answered(one, "decline"),
            VouchThen::Hide(one) => shown(&one, false),
            VouchThen::Show(one) => shown(&one, true),
            VouchThen::Withdraw(one) => take_back(&one.vouch, &one.circle.circle),
        },
        // A whole vouch and a word about another one; or nothing at all.
        _ => return Err(EdgeRefusal::BadArguments.into()),
    })
}

fn written(write: VouchWrite) -> Result<Call, ApiError> {
    let new_job = write.new_job.as_deref().map(files::json).transpose()?;
    let args = json!({
        "circle": write.circle.unwrap_or_default(),
        "subject": write.subject,
        "job": write.job.unwrap_or_default(),
        "version": write.version.unwrap_or_default(),
        "newJob": new_job,
        "skills": write.skills,
        "text": write.text,
        "role": write.role.unwrap_or_default(),
        "basis": write.basis.unwrap_or_default(),
        "forWhom": write.for_whom.unwrap_or_default(),
        "again": write.again,
        "relation": write.relation,
        "outside": write.outside.is_some(),
        "outsideName": write.outside.unwrap_or_default(),
    });
    Ok(("vouch_write", args))
}

fn answered(one: VouchAnswered, answer: &str) -> Call {
    let VouchMeant { vouch, circle } = one.meant;
    (
        "vouch_answer",
        json!({ "circle": circle.circle, "vouch": vouch, "answer": answer, "note": one.note }),
    )
}

fn shown(one: &VouchMeant, shown: bool) -> Call {
    (
        "vouch_show",
        json!({ "circle": one.circle.circle, "vouch": one.vouch, "shown": shown }),
    )
}

fn take_back(document: &str, circle: &str) -> Call {
    (
        "work_take_back",
        json!({ "circle": circle, "document": document }),
    )
}

pub(super) fn trail(trail: Trail) -> Call {
    let Trail {
        person,
        skill,
        as_of,
        circle,
    } = trail;
    (
        "trail",
        json!({ "circle": circle.circle, "person": person, "skill": skill, "asOf": as_of }),
    )
}

/// Checks a file with what this member's own data know beside it.
pub(super) async fn verify(
    device: &Device,
    proof: &ProofFile,
    json: bool,
) -> Result<Ending, ApiError> {
    let text = files::text(&proof.file)?;
    let answer = device.call("proof_verify", json!({ "text": text })).await?;
    print::reply(&answer, json)?;
    alone::ending(&answer)
}

pub(super) async fn proof(device: &Device, proof: Proof, json: bool) -> Result<Ending, ApiError> {
    match proof {
        Proof::Export {
            vouches,
            out,
            circle,
        } => {
            let args = json!({ "circle": circle.circle, "vouches": vouches });
            let file = device.call("proof_export", args).await?;
            save(&out, part(&file, "text").as_bytes(), json).map(Ending::done)
        }
        Proof::Verify(file) => verify(device, &file, json).await,
    }
}

pub(super) async fn document(
    device: &Device,
    document: Document,
    json: bool,
) -> Result<(), ApiError> {
    let Document::Export {
        document,
        out,
        circle,
    } = document;
    let args = json!({ "circle": circle.circle, "document": document });
    let file = device.call("document_export", args).await?;
    let bytes = BASE64
        .decode(part(&file, "base64").as_bytes())
        .map_err(|_never| EdgeRefusal::Internal("the answer is not base64"))?;
    save(&out, &bytes, json)
}

fn part<'a>(reply: &'a Value, key: &str) -> &'a str {
    reply.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn save(file: &Path, bytes: &[u8], json: bool) -> Result<(), ApiError> {
    if let Some(said) = files::put(file, bytes)? {
        print::reply(&said, json)?;
    }
    Ok(())
}
