//! Builds the programs and opens the window.

use std::process::Command;

use crate::display;
use crate::fault::{Fault, Outcome};
use crate::keys;
use crate::places::Places;
use crate::process;
use crate::setup::{self, Purpose};
use crate::ui;

/// Builds everything and opens the window, or draws it on a hidden display.
pub(crate) fn run(places: &Places, arguments: &[String]) -> Outcome {
    setup::make_ready(places, Purpose::Run)?;
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

fn open(window: &mut Command) -> Outcome {
    let status = window
        .status()
        .map_err(|error| process::not_started(window, &error))?;
    if status.success() {
        Ok(())
    } else {
        Err(Fault::new(format!("the window ended with {status}.")))
    }
}
