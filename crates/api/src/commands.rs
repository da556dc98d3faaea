//! The table of commands, declared once: `dispatch` and the TypeScript type follow from it.

mod cards;
mod circles;
mod meetings;
mod program;

use crate::{
    ApiError, Device, ErrorCode,
    view::{
        AppState, CardArgs, CardSetArgs, CardView, CharterView, CircleArgs, CircleCreateArgs,
        CircleView, InitArgs, InviteArgs, InvitePreview, InviteView, JoinArgs, LinkArgs, Me,
        MemberView, Nothing, RebuildView, RecoveryWords, SettingsArgs, StatusView, SyncArgs,
        SyncView, TicketView,
    },
};
use serde_json::Value;
use ts_rs::TS;

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
                        tracing::debug!(name, %detail, "arguments refused");
                        ApiError::new(ErrorCode::BadArguments)
                    })?;
                    let reply: $reply = Box::pin($body(device, argument)).await?;
                    serde_json::to_value(reply).map_err(|_never| ErrorCode::Internal.into())
                })*
                _ => Err(ErrorCode::UnknownCommand.into()),
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
    /// Everybody in the circle.
    members: CircleArgs => Vec<MemberView> = cards::members,
    /// Per person: last met.
    status: CircleArgs => StatusView = meetings::status,
    /// This device's address ticket.
    ticket: Nothing => TicketView = meetings::ticket,
    /// Meets other devices now.
    sync: SyncArgs => SyncView = meetings::sync,
    /// Drops and rebuilds everything derived.
    rebuild: CircleArgs => RebuildView = meetings::rebuild,
}
