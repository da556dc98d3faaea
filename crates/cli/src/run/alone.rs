//! What needs no data folder and no keys: a proof file and an invitation link are read by themselves, also beside a
//! running program. Nothing is made on the disk.

use super::files;
use crate::{
    arguments::{
        Command,
        work::{Proof, ProofFile},
    },
    print,
    status::Ending,
};
use otagai_api::{
    ApiError, Clock, EdgeRefusal, read_link_alone, verify_alone, view::VerifiedProof,
};
use serde_json::{Value, json};

/// Does what needs nothing; none for a command that needs a device.
pub(super) fn run(
    command: &Command,
    clock: &Clock,
    as_json: bool,
) -> Option<Result<Ending, ApiError>> {
    match command {
        Command::Verify(proof) | Command::Proof(Proof::Verify(proof)) if !proof.known => {
            Some(verify(proof, clock, as_json))
        }
        Command::Join {
            link,
            inspect: true,
            ..
        } => Some(inspect(link, as_json)),
        _ => None,
    }
}

fn inspect(link: &str, as_json: bool) -> Result<Ending, ApiError> {
    print::reply(&json!(read_link_alone(link)?), as_json)?;
    Ok(Ending::Done)
}

fn verify(proof: &ProofFile, clock: &Clock, as_json: bool) -> Result<Ending, ApiError> {
    let read = verify_alone(&files::text(&proof.file)?, clock)?;
    print::reply(&json!(read), as_json)?;
    Ok(Ending::of_proofs(&read))
}

/// How the check of a file ended that a device answered.
pub(super) fn ending(answer: &Value) -> Result<Ending, ApiError> {
    let read: Vec<VerifiedProof> = serde_json::from_value(answer.clone())
        .map_err(|_never| EdgeRefusal::Internal("the answer has another shape"))?;
    Ok(Ending::of_proofs(&read))
}
