//! What can be typed about work done together, vouches, and what leaves the circle.

use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

/// The circle that is meant.
#[derive(Debug, Args)]
pub(crate) struct InCircle {
    /// Id of the circle, where there is more than one.
    #[arg(long, default_value = "")]
    pub(crate) circle: String,
}

/// Work done together.
#[derive(Debug, Subcommand)]
pub(crate) enum Job {
    /// Records work; its participants are asked. A file with a job, as in the generated types.
    Record {
        /// The file, or `-` for standard input.
        file: PathBuf,
        /// Id of a record of one's own that this puts right.
        #[arg(long, default_value = "")]
        replaces: String,
        #[command(flatten)]
        circle: InCircle,
    },
    /// Answers whether recorded work was so.
    Answer {
        /// Id of the job.
        job: String,
        /// The answer.
        answer: JobAnswer,
        /// To the author alone.
        #[arg(long, default_value = "")]
        note: String,
        /// The version that was read, if not the newest is meant.
        #[arg(long, default_value = "")]
        version: String,
        #[command(flatten)]
        circle: InCircle,
    },
    /// Says that recorded work was so: `answer ID accept`.
    Confirm {
        /// Id of the job.
        job: String,
        /// The version that was read, if not the newest is meant.
        #[arg(long, default_value = "")]
        version: String,
        #[command(flatten)]
        circle: InCircle,
    },
    /// Takes a record back, for good.
    Withdraw {
        /// Id of the job.
        job: String,
        #[command(flatten)]
        circle: InCircle,
    },
}

/// What can be answered to recorded work.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum JobAnswer {
    /// It was so.
    Accept,
    /// Something should be put right.
    Fix,
    /// It was not so.
    Decline,
}

/// A vouch to be written, or what becomes of one.
#[derive(Debug, Args)]
#[command(subcommand_negates_reqs = true)]
pub(crate) struct Vouch {
    #[command(subcommand)]
    pub(crate) then: Option<VouchThen>,
    #[command(flatten)]
    pub(crate) write: Option<VouchWrite>,
}

/// A vouch to be written. Without a word before it: `otagai vouch JOB --for PERSON …`.
#[derive(Debug, Args)]
pub(crate) struct VouchWrite {
    /// Id of a recorded job.
    #[arg(required_unless_present = "new_job", conflicts_with = "new_job")]
    pub(crate) job: Option<String>,
    /// A file with the job, to be recorded with the vouch; `-` for standard input.
    #[arg(long, value_name = "FILE")]
    pub(crate) new_job: Option<PathBuf>,
    /// The version of the job that was read, if not the newest is meant.
    #[arg(long)]
    pub(crate) version: Option<String>,
    /// Id of the person it is about.
    #[arg(long = "for", value_name = "PERSON")]
    pub(crate) subject: String,
    /// A skill of that job; once for each, up to three.
    #[arg(long = "skill", value_name = "SKILL", required = true)]
    pub(crate) skills: Vec<String>,
    /// What was done, and how it was; 30 to 400 characters.
    #[arg(long)]
    pub(crate) text: String,
    /// What one was oneself: asked, shared, learned, taught, tookOver, introduced, tookPart.
    #[arg(long)]
    pub(crate) role: Option<String>,
    /// How one knows: workedAlongside or sawResult. There is no word for hearsay.
    #[arg(long)]
    pub(crate) basis: Option<String>,
    /// Would one do it again.
    #[arg(long, value_parser = ["gladly", "sameWork"])]
    pub(crate) again: Option<String>,
    /// What else ties the two.
    #[arg(long, value_parser = ["none", "family", "business", "sameCompany"])]
    pub(crate) relation: Option<String>,
    /// For whom the person would be good.
    #[arg(long, value_name = "TEXT")]
    pub(crate) for_whom: Option<String>,
    /// May be shown outside the circle under this name; an empty name: under none.
    #[arg(long, value_name = "NAME")]
    pub(crate) outside: Option<String>,
    /// Id of the circle, where there is more than one.
    #[arg(long)]
    pub(crate) circle: Option<String>,
}

/// What becomes of a vouch.
#[derive(Debug, Subcommand)]
pub(crate) enum VouchThen {
    /// Writes one: the same as without this word.
    Write(Box<VouchWrite>),
    /// Accepts a vouch about oneself, and its job with it: everybody sees both.
    Accept(VouchAnswered),
    /// Accepts its job and does not show the vouch.
    Keep(VouchAnswered),
    /// Asks its author to put something right.
    Fix(VouchAnswered),
    /// Does not accept it.
    Decline(VouchAnswered),
    /// Hides an accepted vouch about oneself.
    Hide(VouchMeant),
    /// Shows it again.
    Show(VouchMeant),
    /// Takes a vouch back, for good: as its author, or as whom it is about.
    Withdraw(VouchMeant),
}

/// A vouch that is meant.
#[derive(Debug, Args)]
pub(crate) struct VouchMeant {
    /// Id of the vouch.
    pub(crate) vouch: String,
    #[command(flatten)]
    pub(crate) circle: InCircle,
}

/// An answer to a vouch.
#[derive(Debug, Args)]
pub(crate) struct VouchAnswered {
    #[command(flatten)]
    pub(crate) meant: VouchMeant,
    /// To the author alone.
    #[arg(long, default_value = "")]
    pub(crate) note: String,
}

/// Whose trail is wanted.
#[derive(Debug, Args)]
pub(crate) struct Trail {
    /// Id of the person.
    pub(crate) person: String,
    /// One skill; every skill that somebody vouched for where none is named.
    #[arg(long, default_value = "")]
    pub(crate) skill: String,
    /// As of which day, `YYYY-MM-DD`; today where none is named.
    #[arg(long, value_name = "DAY", default_value = "")]
    pub(crate) as_of: String,
    #[command(flatten)]
    pub(crate) circle: InCircle,
}

/// Proof files.
#[derive(Debug, Subcommand)]
pub(crate) enum Proof {
    /// Writes vouches about oneself into a file that can be checked anywhere.
    Export {
        /// Ids of the vouches.
        #[arg(required = true)]
        vouches: Vec<String>,
        /// The file, or `-` for standard output.
        #[arg(short, long, value_name = "FILE")]
        out: PathBuf,
        #[command(flatten)]
        circle: InCircle,
    },
    /// Checks a proof file; needs no circle, no keys and no network. The exit status says how it went.
    #[command(after_help = crate::status::HELP)]
    Verify(ProofFile),
}

/// A proof file.
#[derive(Debug, Args)]
pub(crate) struct ProofFile {
    /// The file, or `-` for standard input.
    pub(crate) file: PathBuf,
    /// Also asks this member's own data whether a vouch was taken back; no other program may have them open.
    /// Without it nothing but the file is needed.
    #[arg(long)]
    pub(crate) known: bool,
}

/// Documents as files.
#[derive(Debug, Subcommand)]
pub(crate) enum Document {
    /// Writes a document in the merge library's own format.
    Export {
        /// Id of the document.
        document: String,
        /// The file, or `-` for standard output.
        #[arg(short, long, value_name = "FILE")]
        out: PathBuf,
        #[command(flatten)]
        circle: InCircle,
    },
}

#[cfg(test)]
mod tests;
