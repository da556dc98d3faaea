//! What can be typed behind `otagai`.

pub(crate) mod contact;
pub(crate) mod find;
pub(crate) mod work;

use clap::{Parser, Subcommand};
use std::path::PathBuf;

/// A people book for a small circle, without a server.
#[derive(Debug, Parser)]
#[command(name = "otagai", version, after_help = crate::status::HELP)]
pub(crate) struct Arguments {
    /// The data folder.
    #[arg(long, env = "OTAGAI_DATA", global = true)]
    pub(crate) data: Option<PathBuf>,
    /// A folder of keys instead of the key chain; `OTAGAI_PASSPHRASE_FILE` names the file that opens it.
    #[arg(long, env = "OTAGAI_KEYS", global = true)]
    pub(crate) keys: Option<PathBuf>,
    /// JSON on stdout, and on stderr when something is refused.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// This computer only, for tests.
    #[arg(long, env = "OTAGAI_LOOPBACK", global = true, hide = true)]
    pub(crate) loopback: bool,
    /// Where the clock stands still, for tests: a second in UTC like `2026-06-02T09:00:00Z`, or a day like
    /// `2026-06-02`, which means its noon here. Kept as ms since 1970-01-01 UTC.
    #[arg(long, env = otagai_api::STANDS_AT, global = true, hide = true, value_name = "MOMENT",
        value_parser = otagai_api::moment)]
    pub(crate) clock: Option<u64>,
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// True where sentences are wanted in English: anywhere the locale is set and not Japanese.
pub(crate) fn wants_english() -> bool {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(std::env::var_os);
    locale.is_some_and(|locale| !locale.to_string_lossy().starts_with("ja"))
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Makes a person and a device; prints the recovery words once.
    Init {
        /// Name, family name first.
        #[arg(long)]
        name: String,
        /// Reading in hiragana.
        #[arg(long)]
        reading: String,
        /// What to be called.
        #[arg(long, default_value = "")]
        short: String,
    },
    /// Circles.
    #[command(subcommand)]
    Circle(Circle),
    /// Prints an invitation link.
    Invite {
        /// Name of the guest; stays here.
        #[arg(long, default_value = "")]
        to: String,
        /// How many persons may join with it.
        #[arg(long, default_value_t = 1)]
        uses: u16,
        /// For how many days it is good.
        #[arg(long, default_value_t = 7)]
        days: u16,
        /// Id of the circle, where there is more than one.
        #[arg(long, default_value = "")]
        circle: String,
    },
    /// Reads an invitation link, shows it, joins.
    Join {
        /// The link.
        link: String,
        /// One line: what I would like to do here.
        #[arg(long, default_value = "")]
        hello: String,
        /// Only shows what the link says; asks nobody.
        #[arg(long)]
        inspect: bool,
    },
    /// Cards.
    #[command(subcommand)]
    Card(Card),
    /// Everybody in the circle.
    Members {
        /// Id of the circle, where there is more than one.
        #[arg(long, default_value = "")]
        circle: String,
    },
    /// Finds people, with the reason: `otagai find "来週の火曜午前 埼玉 看護師か柔道整復師"`.
    Find(Box<find::Find>),
    /// What changed in the last two months.
    Recent(work::InCircle),
    /// States that one saw the original of somebody's licence today.
    Seen {
        /// Id of the person.
        person: String,
        /// The name of the licence as it stands on the card.
        licence: String,
        /// Takes it back.
        #[arg(long)]
        not: bool,
        /// Id of the circle, where there is more than one.
        #[arg(long, default_value = "")]
        circle: String,
    },
    /// Work done together: recording and answering.
    #[command(subcommand)]
    Job(work::Job),
    /// Work done together, as far as it can be read here; the newest first.
    Jobs(work::InCircle),
    /// Vouches for somebody on a job: `otagai vouch JOB --for PERSON …`; or says what becomes of a vouch.
    #[command(arg_required_else_help = true)]
    Vouch(Box<work::Vouch>),
    /// Vouches, as far as they can be read here; the newest first.
    Vouches {
        /// Id of a person: written by or about them.
        #[arg(default_value = "")]
        person: String,
        #[command(flatten)]
        circle: work::InCircle,
    },
    /// Who vouches for a person, how recently, and through whom one is connected.
    Trail(work::Trail),
    /// Proof files of vouches.
    #[command(subcommand)]
    Proof(work::Proof),
    /// Checks a proof file: the same as `proof verify`. The exit status says how it went.
    #[command(after_help = crate::status::HELP)]
    Verify(work::ProofFile),
    /// Documents as files.
    #[command(subcommand)]
    Document(work::Document),
    /// The sample circle, to play in.
    #[command(subcommand)]
    Sample(Sample),
    /// Meets other devices now; prints what moved.
    Sync {
        /// Stops after the first meeting.
        #[arg(long)]
        once: bool,
        /// Ends the connections with whom was met.
        #[arg(long)]
        part: bool,
        /// An address ticket.
        #[arg(long, default_value = "")]
        peer: String,
        /// For how many seconds.
        #[arg(long = "for", visible_alias = "seconds", default_value_t = 15)]
        seconds: u16,
    },
    /// Stays and syncs; JSON events on stdout, JSON calls on stdin.
    Node,
    /// This device's address ticket.
    Ticket,
    /// Per person: last met, and how much of one's own is not known to be there.
    Status {
        /// Id of the circle, where there is more than one.
        #[arg(long, default_value = "")]
        circle: String,
    },
    /// Saves a copy of everything here to a file, encrypted as it is; one that is there is replaced.
    Backup {
        /// The file.
        file: PathBuf,
    },
    /// Puts the copy in a file in the place of what is here, after a copy of that was made in the data folder.
    /// Restored on another computer, it is a move: the old computer must not be used any more.
    Restore {
        /// The file.
        file: PathBuf,
        /// A file with the 24 words, or `-` for standard input: for a copy of another computer.
        #[arg(long)]
        words: Option<PathBuf>,
    },
    /// Opens the data of this folder where their keys are gone: with the 24 words, or with a file of keys.
    #[command(group(clap::ArgGroup::new("with").required(true)))]
    Reopen {
        /// A file with the 24 words, or `-` for standard input.
        #[arg(long, group = "with")]
        words: Option<PathBuf>,
        /// A file of keys (`keys.sealed`) that the passphrase opens.
        #[arg(long, group = "with")]
        key_file: Option<PathBuf>,
    },
    /// Drops and rebuilds everything derived; prints the digests.
    Rebuild {
        /// Id of the circle, where there is more than one.
        #[arg(long, default_value = "")]
        circle: String,
    },
    /// Any command of the api by name.
    Call {
        /// Its name.
        name: String,
        /// Its argument, JSON.
        #[arg(default_value = "{}")]
        argument: String,
    },
}

/// Circles.
#[derive(Debug, Subcommand)]
pub(crate) enum Circle {
    /// Founds a circle.
    Create {
        /// Its name.
        name: String,
        /// What it is for.
        #[arg(long)]
        purpose: String,
    },
    /// The circles of this device.
    List,
    /// The charter.
    Show {
        /// Id of the circle, where there is more than one.
        #[arg(default_value = "")]
        circle: String,
    },
}

/// The sample circle.
#[derive(Debug, Clone, Copy, Subcommand)]
pub(crate) enum Sample {
    /// Makes the sample in the folder that `--data` names, which must be nobody's. A sample that is there stays;
    /// one of another day in which nobody wrote is made anew.
    Load,
}

/// Cards.
#[derive(Debug, Subcommand)]
pub(crate) enum Card {
    /// Shows a card: one's own, or a person's.
    Show {
        /// Id of the person.
        #[arg(default_value = "")]
        person: String,
        /// Id of the circle, where there is more than one.
        #[arg(long, default_value = "")]
        circle: String,
    },
    /// Ways to reach oneself: telephone, mail, LINE, other.
    #[command(subcommand)]
    Contact(contact::Contact),
    /// Changes one's own card: a file with one edit or a list of edits, as in the generated types.
    Set {
        /// The file, or `-` for standard input.
        file: PathBuf,
        /// Id of the circle, where there is more than one.
        #[arg(long, default_value = "")]
        circle: String,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_of_the_api_is_called_with_and_without_json_on_stdout() {
        for (typed, wanted) in [
            (&["otagai", "call", "status"][..], (false, "{}")),
            (&["otagai", "--json", "call", "status", "{}"], (true, "{}")),
            (
                &["otagai", "call", "status", "[1]", "--json"],
                (true, "[1]"),
            ),
        ] {
            let read = Arguments::try_parse_from(typed).unwrap();
            let Command::Call { argument, .. } = &read.command else {
                panic!("{typed:?} is a call");
            };
            assert_eq!((read.json, argument.as_str()), wanted, "{typed:?}");
        }
    }
}
