//! Exit statuses: what a script can read without reading what was printed.

use otagai_api::{
    ApiError,
    view::{ProofKnown, Validity, VerifiedProof},
};

/// The statuses as `--help` tells them.
pub(crate) const HELP: &str = "\
Exit status:
  0  done; a proof file that was checked is as it was signed, and in its time
  1  refused: code and sentence on stderr
  2  usage

Of `verify` and `proof verify` also:
  3  as it was signed, but a vouch in it is past its last day
  4  as it was signed, but a vouch in it is of a day to come
  5  as it was signed, but this member's own data (--known) say that a vouch in it was taken back or does not count
  6  changed: a signature does not fit, is missing, or is there twice
Of several, the highest.";

/// How a command ended that was not refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Ending {
    /// Done.
    Done,
    /// A vouch is past its last day.
    Expired,
    /// A vouch is of a day to come.
    NotYet,
    /// A vouch was taken back or does not count any more, as far as is known here.
    TakenBack,
}

impl Ending {
    /// What a script has to know of the vouches of a file.
    pub(crate) fn of_proofs(proofs: &[VerifiedProof]) -> Self {
        let of_one = |proof: &VerifiedProof| match (proof.known, proof.validity) {
            (Some(ProofKnown::Withdrawn | ProofKnown::NoLonger), _) => Self::TakenBack,
            // What the member hid is hidden by themselves: it is as it was signed.
            (Some(ProofKnown::Hidden) | None, Validity::NotYet) => Self::NotYet,
            (Some(ProofKnown::Hidden) | None, Validity::Expired) => Self::Expired,
            (Some(ProofKnown::Hidden) | None, Validity::Current) => Self::Done,
        };
        proofs.iter().map(of_one).max().unwrap_or(Self::Done)
    }

    /// How a command ends that has nothing more to tell.
    pub(crate) fn done((): ()) -> Self {
        Self::Done
    }

    /// Its exit status.
    pub(crate) fn status(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Expired => 3,
            Self::NotYet => 4,
            Self::TakenBack => 5,
        }
    }
}

/// The exit status of a refusal.
pub(crate) fn status_of(error: &ApiError) -> u8 {
    match error.code.name() {
        "proofChanged" | "proofIncomplete" | "proofTwice" => 6,
        _ => 1,
    }
}
