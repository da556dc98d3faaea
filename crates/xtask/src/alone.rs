//! The surroundings of tests.

use crate::places::Places;
use crate::types;
use std::process::Command;

/// Keeps tests away from the desktop of whoever runs them, and tells them where the programs are. No test is left
/// out because a tool is missing: set-up has installed them all.
pub(crate) fn alone<'command>(
    command: &'command mut Command,
    places: &Places,
) -> &'command mut Command {
    command
        .env("OTAGAI_BIN_DIR", places.programs())
        .env(types::EXPORT_DIR, types::scratch(places))
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
        .env_remove("OTAGAI_MAY_SKIP")
}
