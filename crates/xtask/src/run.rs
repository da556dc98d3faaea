//! Builds the programs and opens the window.

use std::process::Command;

use crate::display;
use crate::fault::{ChoreEnd, ChoreFault};
use crate::keys;
use crate::places::Places;
use crate::process;
use crate::purpose::SetupPurpose;
use crate::setup;
use crate::ui;

/// Builds everything and opens the window, or draws it on a hidden display.
pub(crate) fn run(places: &Places, arguments: &[String]) -> ChoreEnd {
    setup::make_ready(places, SetupPurpose::Run)?;
    ui::build_if_older(places)?;
    // The whole workspace, as `test` does: another choice of packages is another choice of
    // features, and cargo would build much of the tree twice.
    process::run(&mut places.cargo(&["build", "--locked", "--workspace", "--bins"]))?;

    let mut window = Command::new(places.program("otagai-desktop"));
    keys::without_key_chain(&mut window, arguments)?;
    window.args(arguments);
    if display::is_there() {
        open(&mut window)
    } else {
        display::draw_hidden(places, &mut window)
    }
}

fn open(window: &mut Command) -> ChoreEnd {
    let status = window
        .status()
        .map_err(|error| process::not_started(window, &error))?;
    if status.success() {
        Ok(())
    } else {
        Err(ChoreFault::new(format!("the window ended with {status}.")))
    }
}
