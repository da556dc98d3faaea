//! The table of commands, declared once: `dispatch` and the TypeScript type follow from it.

pub(crate) mod backups;
mod cards;
mod circles;
mod common;
mod contacts;
mod delivery;
mod drafts;
mod find;
mod jobs;
mod lost;
mod meetings;
mod naming;
mod photos;
pub(crate) mod program;
mod proofs;
pub(crate) mod reopening;
mod trails;
mod vouches;

pub use circles::read_link_alone;
pub(crate) use program::KEPT_SETTINGS;
pub use proofs::verify_alone;

use crate::{
    ApiError, Device, EdgeRefusal,
    view::{
        AppState, BackupsView, CardArgs, CardSetArgs, CardShowToArgs, CardView, CharterView,
        CircleArgs, CircleCreateArgs, CircleView, ContactOpenArgs, CopyArgs, CopyLookView,
        CopyView, DeliveryArgs, DeliveryView, DocumentFile, Draft, FindArgs, FoundView, InitArgs,
        InviteArgs, InvitePreview, InviteView, JobAnswerArgs, JobRecordArgs, JobView, JoinArgs,
        LicenceSeenArgs, LinkArgs, LostWordSettleArgs, LostWordView, Me, MemberView, MembersArgs,
        Nothing, PhotoArgs, PhotoSetArgs, PhotoView, ProofExportArgs, ProofFile, ProofVerifyArgs,
        RebuildView, RecentView, RecoveryWords, ReopenKeysArgs, ReopenWordsArgs, RestoreArgs,
        SavedCopyView, SavedFile, SettingsArgs, StatusView, SyncArgs, SyncView, TicketView,
        TrailArgs, TrailView, VerifiedProof, VouchAnswerArgs, VouchShowArgs, VouchView,
        VouchWriteArgs, VouchesArgs, WorkArgs,
    },
};
use serde_json::Value;
use ts_rs::TS;

/// Commands after which a data folder is as it was: replies to them may come in any order, and beside a change.
const READS: &[&str] = &[
    "app_state",
    "recovery_words",
    "drafts",
    "circle_list",
    "charter_show",
    "invite_read",
    "join_open",
    "card_show",
    "find",
    "recent",
    "photo",
    "members",
    "jobs",
    "vouches",
    "trail",
    "proof_export",
    "proof_save",
    "proof_verify",
    "document_export",
    "document_save",
    "status",
    "delivery",
    "ticket",
    // It takes as long as it was told to, and what comes with it comes at any time.
    "sync",
    "backups",
    "backup_look",
    // They wait for a member.
    "backup_choose",
    "backup_save",
    "sample_start",
];

/// True for a command that changes a data folder: whoever calls several has to call them one after the other, for the
/// last to be the one that stands.
pub fn changes(name: &str) -> bool {
    !READS.contains(&name)
}

macro_rules! commands {
    ($($(#[doc = $doc:literal])+ $name:ident: $argument:ty => $reply:ty = $body:path,)*) => {
        /// Argument and reply of every command, by name.
        #[derive(TS)]
        #[expect(dead_code, reason = "only its TypeScript form is used")]
        pub struct Commands {
            $($(#[doc = $doc])+ $name: ($argument, $reply),)*
        }

        /// The names of all commands.
        pub const NAMES: &[&str] = &[$(stringify!($name),)*];

        /// Runs a command by name.
        pub(crate) async fn dispatch(device: &Device, name: &str, argument: Value) -> Result<Value, ApiError> {
            match name {
                $(stringify!($name) => {
                    let argument: $argument = serde_json::from_value(argument).map_err(|detail| {
                        // Where it is at fault, not what it says: that is what a member wrote.
                        tracing::debug!(name, fault = ?detail.classify(), "arguments refused");
                        ApiError::from(EdgeRefusal::BadArguments)
                    })?;
                    let reply: $reply = Box::pin($body(device, argument)).await?;
                    serde_json::to_value(reply).map_err(|_never| {
                        EdgeRefusal::Internal("the reply cannot be written as JSON").into()
                    })
                })*
                _ => Err(EdgeRefusal::UnknownCommand.into()),
            }
        }
    };
}

commands! {
    /// What the program knows when it starts.
    app_state: Nothing => AppState = program::app_state,
    /// First start: who is at this computer.
    init: InitArgs => Me = program::init,
    /// The recovery words, as long as they are here.
    recovery_words: Nothing => RecoveryWords = program::recovery_words,
    /// They were printed or saved: forgets them here.
    recovery_done: Nothing => Nothing = program::recovery_done,
    /// Changes how the program looks.
    settings_set: SettingsArgs => Nothing = program::settings_set,
    /// Keeps what was begun in a form; an empty text forgets it.
    draft_keep: Draft => Nothing = drafts::keep,
    /// What was begun and not sent.
    drafts: Nothing => Vec<Draft> = drafts::list,
    /// Opens the sample circle in a window of its own; only a window can.
    sample_start: Nothing => Nothing = program::sample_start,
    /// Founds a circle.
    circle_create: CircleCreateArgs => CircleView = circles::create,
    /// The circles this device is in.
    circle_list: Nothing => Vec<CircleView> = circles::list,
    /// The charter of a circle.
    charter_show: CircleArgs => CharterView = circles::charter,
    /// Makes an invitation.
    invite: InviteArgs => InviteView = circles::invite,
    /// Reads an invitation link; asks nobody.
    invite_read: LinkArgs => InvitePreview = circles::invite_read,
    /// Fetches the charter from a member who is online; joins nothing.
    join_open: LinkArgs => CharterView = circles::join_open,
    /// Agrees to the charter and joins.
    join: JoinArgs => CircleView = circles::join,
    /// A card.
    card_show: CardArgs => CardView = cards::show,
    /// One field of the own card was left: saved when this returns.
    card_set: CardSetArgs => CardView = cards::set,
    /// Says who may see a section of the own card: nobody else, or everybody in the circle.
    card_show_to: CardShowToArgs => CardView = cards::show_to,
    /// Opens the system's telephone or mail program for a way on somebody's card; only a window can.
    contact_open: ContactOpenArgs => Nothing = contacts::open,
    /// What was said of the own card at this computer and does not stand any more, until the member has seen it.
    card_lost: CircleArgs => Vec<LostWordView> = lost::list,
    /// Says such a word again, or lets it go. Gives the own card.
    card_lost_settle: LostWordSettleArgs => CardView = lost::settle,
    /// The member saw the original of somebody's licence today, or takes that back; replies with the card.
    licence_seen: LicenceSeenArgs => CardView = cards::licence_seen,
    /// Who can do this, is free then, and holds one of these licences; with the reasons.
    find: FindArgs => FoundView = find::find,
    /// What changed in the last two months, the newest first.
    recent: CircleArgs => Vec<RecentView> = common::recent,
    /// Another face for the own card, or none.
    photo_set: PhotoSetArgs => CardView = photos::set,
    /// The file of a photo, to be shown.
    photo: PhotoArgs => PhotoView = photos::show,
    /// Everybody in the circle.
    members: MembersArgs => Vec<MemberView> = cards::members,
    /// Records work done together; its participants are asked.
    job_record: JobRecordArgs => JobView = jobs::record,
    /// Answers whether recorded work was so.
    job_answer: JobAnswerArgs => JobView = jobs::answer,
    /// Work done together, as far as it can be read here; the newest first.
    jobs: CircleArgs => Vec<JobView> = jobs::list,
    /// Signs a vouch, and records its job with it where that is new; its subject is asked.
    vouch_write: VouchWriteArgs => VouchView = vouches::write,
    /// Answers a vouch about oneself, and its job with it.
    vouch_answer: VouchAnswerArgs => VouchView = vouches::answer,
    /// Hides a vouch about oneself, or shows it again.
    vouch_show: VouchShowArgs => VouchView = vouches::show,
    /// Vouches, as far as they can be read here; the newest first.
    vouches: VouchesArgs => Vec<VouchView> = vouches::list,
    /// Takes back a job or a vouch, for good.
    work_take_back: WorkArgs => Nothing = jobs::take_back,
    /// Who vouches for a person, how recently, and through whom one is connected.
    trail: TrailArgs => TrailView = trails::show,
    /// A proof file of vouches about oneself.
    proof_export: ProofExportArgs => ProofFile = proofs::export,
    /// The same, saved as a file where the member finds it.
    proof_save: ProofExportArgs => SavedFile = proofs::save,
    /// Checks a proof file; needs no circle and no network.
    proof_verify: ProofVerifyArgs => Vec<VerifiedProof> = proofs::verify,
    /// A document in the merge library's own format.
    document_export: WorkArgs => DocumentFile = proofs::document,
    /// The same, saved as a file where the member finds it.
    document_save: WorkArgs => SavedFile = proofs::document_save,
    /// Per person: last met, and what is not known to be there.
    status: CircleArgs => StatusView = delivery::status,
    /// One thing of one's own: who has it, and how it came there.
    delivery: DeliveryArgs => DeliveryView = delivery::delivery,
    /// This device's address ticket.
    ticket: Nothing => TicketView = meetings::ticket,
    /// Meets other devices now.
    sync: SyncArgs => SyncView = meetings::sync,
    /// The copies on this computer, and whether the last one was made; before the first start too.
    backups: Nothing => BackupsView = backups::list,
    /// Makes a copy on this computer now.
    backup_now: Nothing => CopyView = backups::now,
    /// Saves a copy to a file that the member chooses; none when they think better of it.
    backup_save: Nothing => Option<SavedCopyView> = backups::save,
    /// Lets the member choose a file with a copy, and looks at it; none when they think better of it.
    backup_choose: Nothing => Option<CopyLookView> = backups::choose,
    /// Looks at a copy.
    backup_look: CopyArgs => CopyLookView = backups::look,
    /// Puts a copy in the place of what is here, after a copy of that was made. Everything shown is old then.
    backup_restore: RestoreArgs => Nothing = backups::restore,
    /// Opens data whose keys are gone with the 24 words. Everything shown is old then.
    reopen_words: ReopenWordsArgs => Nothing = reopening::words,
    /// Lets the member choose a file of keys, and opens data whose keys are gone with it; false when they think better
    /// of it.
    reopen_keys: ReopenKeysArgs => bool = reopening::keys,
    /// Drops and rebuilds everything derived.
    rebuild: CircleArgs => RebuildView = meetings::rebuild,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_that_only_reads_is_one() {
        for name in READS {
            assert!(NAMES.contains(name), "{name}");
        }
        for name in ["card_set", "join", "backup_restore", "no_such_command"] {
            assert!(changes(name), "{name} has its turn");
        }
    }
}
