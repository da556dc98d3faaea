//! The display: whether there is one, and a hidden one where there is not.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::fault::{ChoreEnd, ChoreFault};
use crate::places::{self, Places};
use crate::process;
use crate::process_group::ProcessGroup;
use crate::steps::now;

const WIDTH: usize = 1280;
const HEIGHT: usize = 900;
/// Longer than everything below takes: ends the display even if this program is ended first.
const DISPLAY_SECONDS: &str = "150";
const DISPLAY_READY: Duration = Duration::from_secs(10);
const WINDOW_DRAWN: Duration = Duration::from_mins(1);
/// Longer than the sample takes to be made in a slow build: meanwhile the window shows that it is at work.
const WINDOW_QUIET: Duration = Duration::from_secs(15);
/// Looks in a row that must be the same: what moves to and fro is the same twice where it turns.
const QUIET_LOOKS: u32 = 3;
const BETWEEN_LOOKS: Duration = Duration::from_millis(300);
/// An empty window on an empty display has a few colours; the edges of letters alone have more.
const COLOURS_OF_NOTHING: usize = 16;

/// Whether there is a display to open a window on.
pub(crate) fn is_there() -> bool {
    !cfg!(target_os = "linux")
        || places::set("DISPLAY").is_some()
        || places::set("WAYLAND_DISPLAY").is_some()
}

/// Starts the window on a hidden display, saves a picture once it has drawn, and ends both.
pub(crate) fn draw_hidden(places: &Places, window: &mut Command) -> ChoreEnd {
    let picture = places.target.join("otagai-window.png");
    let log = places.target.join("otagai-window.log");
    let words = File::create(&log)
        .and_then(|file| Ok((file.try_clone()?, file)))
        .map_err(|error| ChoreFault::new(format!("{}: {error}.", log.display())))?;

    let (_screen, display) = start_screen()?;
    let mut app = ProcessGroup::start(
        window
            .env("DISPLAY", &display)
            // Not a pipe of ours: something left over would hold it open.
            .stdout(words.0)
            .stderr(words.1),
    )?;
    let drawn = wait_until_drawn(&mut app, &display, &places.target);
    let taken = shoot(&display, &picture);
    drawn.map_err(|fault| {
        ChoreFault::new(format!(
            "{fault} What was to be seen is in {}, what it said in {}:\n{}",
            picture.display(),
            log.display(),
            last_lines(&log)
        ))
    })?;
    taken?;
    println!(
        "There is no display here: the window drew on a hidden one, and its picture is {}",
        picture.display()
    );
    Ok(())
}

/// A hidden display and its name.
fn start_screen() -> ChoreEnd<(ProcessGroup, String)> {
    let mut screen = ProcessGroup::start(
        Command::new("timeout")
            .args([DISPLAY_SECONDS, "Xvfb", "-displayfd", "1", "-screen", "0"])
            .arg(format!("{WIDTH}x{HEIGHT}x24"))
            .args(["-nolisten", "tcp", "-noreset"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null()),
    )?;
    let unready = || ChoreFault::new("Xvfb, the hidden display, did not start.");
    let output = screen.leader().stdout.take().ok_or_else(unready)?;
    let (said, heard) = mpsc::channel();
    thread::spawn(move || {
        let mut line = String::new();
        if BufReader::new(output).read_line(&mut line).is_ok() {
            // Nobody listens any more after the deadline, and that is said there.
            said.send(line).ok();
        }
    });
    let number = heard
        .recv_timeout(DISPLAY_READY)
        .map_err(|_silent| unready())?;
    match number.trim() {
        "" => Err(unready()),
        number => Ok((screen, format!(":{number}"))),
    }
}

/// Looks again and again until there is something on the display, and then until it is quiet.
fn wait_until_drawn(app: &mut ProcessGroup, display: &str, folder: &Path) -> ChoreEnd {
    let look = folder.join("otagai-window.ppm");
    let begin = now();
    let mut first_drawn: Option<Duration> = None;
    let mut last = (0, Vec::new());
    while begin.elapsed() < WINDOW_DRAWN {
        if let Some(status) = app.ended() {
            return Err(ChoreFault::new(format!(
                "The window ended with {status} before it had drawn."
            )));
        }
        shoot(display, &look)?;
        let pixels = fs::read(&look)
            .map_err(|error| ChoreFault::new(format!("{}: {error}.", look.display())))?;
        fs::remove_file(&look).ok();
        if shows_something(&pixels) {
            let drawn = *first_drawn.get_or_insert_with(|| begin.elapsed());
            last = match last {
                (looks, before) if before == pixels => (looks + 1, before),
                _ => (1, pixels),
            };
            // A blinking caret never gets quiet.
            if last.0 >= QUIET_LOOKS || begin.elapsed() > drawn + WINDOW_QUIET {
                return Ok(());
            }
        }
        thread::sleep(BETWEEN_LOOKS);
    }
    Err(ChoreFault::new(format!(
        "The window had not drawn after {} s.",
        WINDOW_DRAWN.as_secs()
    )))
}

/// Takes a picture of the display; the ending of the name decides its format.
fn shoot(display: &str, picture: &Path) -> ChoreEnd {
    // Old versions count up instead of overwriting. It need not be there.
    fs::remove_file(picture).ok();
    let mut scrot = Command::new("timeout");
    scrot
        .args(["10", "scrot"])
        .arg(picture)
        .env("DISPLAY", display)
        .stdin(Stdio::null())
        .stderr(Stdio::null());
    let status = scrot
        .status()
        .map_err(|error| process::not_started(&scrot, &error))?;
    if status.success() {
        Ok(())
    } else {
        Err(ChoreFault::new(format!(
            "`scrot` took no picture of the display: {status}."
        )))
    }
}

/// Whether a picture, three bytes a pixel after a short header, has more than a few colours.
fn shows_something(picture: &[u8]) -> bool {
    let header = picture.len().saturating_sub(WIDTH * HEIGHT * 3);
    let mut colours = BTreeSet::new();
    for pixel in picture.get(header..).unwrap_or_default().chunks_exact(3) {
        colours.insert(pixel);
        if colours.len() > COLOURS_OF_NOTHING {
            return true;
        }
    }
    false
}

fn last_lines(log: &Path) -> String {
    let bytes = fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let lines: Vec<&str> = text.lines().collect();
    let begin = lines.len().saturating_sub(20);
    lines.get(begin..).unwrap_or_default().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(colour_at: impl Fn(usize) -> [u8; 3]) -> Vec<u8> {
        let mut bytes = b"P6\n1280 900\n255\n".to_vec();
        bytes.extend((0..WIDTH * HEIGHT).flat_map(colour_at));
        bytes
    }

    #[test]
    fn an_empty_window_shows_nothing() {
        let empty = picture(|at| if at % WIDTH < 800 { [255; 3] } else { [0; 3] });
        assert!(!shows_something(&empty), "two colours are no content");
    }

    #[test]
    fn letters_show_something() {
        let letters = picture(|at| [u8::try_from(at % 64).unwrap_or_default(); 3]);
        assert!(shows_something(&letters), "many greys are content");
    }
}
