//! Packages of the operating system, on Debian and what comes from it.

use std::collections::BTreeSet;
use std::io::IsTerminal;
use std::process::Command;

use crate::display;
use crate::fault::{ChoreEnd, ChoreFault};
use crate::process;
use crate::purpose::SetupPurpose;

/// A compiler for the C parts, perl for the vendored OpenSSL, and the web view.
const BUILD: &[&str] = &[
    "build-essential",
    "pkg-config",
    "perl",
    "libwebkit2gtk-4.1-dev",
];
const JAPANESE_FONT: &str = "fonts-vlgothic";
/// Ends a program at one system call, and tells what was asked of the disk.
const KILLER: &str = "strace";

/// Installs what is missing for `purpose`.
pub(crate) fn install(purpose: SetupPurpose) -> ChoreEnd {
    let wanted = wanted(purpose);
    let Some(missing) = missing(&wanted) else {
        println!("This is not a Debian: make sure that what these packages hold is there.");
        println!("  {}", wanted.join(" "));
        return Ok(());
    };
    if missing.is_empty() {
        return Ok(());
    }
    let way = way_to_root().ok_or_else(|| by_hand(&missing))?;
    // A source that cannot be reached may hold none of the packages: the install decides.
    if let Err(fault) = process::run(apt_get(way).arg("update")) {
        println!("Going on with the package lists that are here: {fault}");
    }
    process::run(
        apt_get(way)
            .args(["install", "-y", "--no-install-recommends"])
            .args(&missing),
    )
    .map_err(|fault| ChoreFault::new(format!("{fault}\n{}", by_hand(&missing))))
}

fn wanted(purpose: SetupPurpose) -> Vec<&'static str> {
    let hidden = !display::is_there();
    let mut wanted = BUILD.to_vec();
    match purpose {
        SetupPurpose::Build => {}
        SetupPurpose::Check => wanted.push("git"),
        SetupPurpose::Soak => wanted.push(KILLER),
        SetupPurpose::Run => {
            if hidden {
                wanted.extend(["xvfb", "scrot"]);
            }
        }
        SetupPurpose::Test => {
            wanted.extend(["dbus", "git", "iproute2", "webkit2gtk-driver", "xvfb"]);
            wanted.push(KILLER);
            // The screens are looked through in a second browser as well.
            wanted.extend(["chromium", "chromium-driver"]);
            if hidden {
                wanted.push("scrot");
            }
        }
    }
    let shows_windows = matches!(purpose, SetupPurpose::Run | SetupPurpose::Test);
    if shows_windows && !has_japanese_font() {
        wanted.push(JAPANESE_FONT);
    }
    wanted
}

fn has_japanese_font() -> bool {
    process::answer("fc-list", &[":lang=ja"]).is_some_and(|fonts| !fonts.trim().is_empty())
}

/// The packages of `wanted` that are not installed; none where there is no dpkg.
fn missing(wanted: &[&'static str]) -> Option<Vec<&'static str>> {
    // It fails as soon as it does not know one of the names, and prints the others all the same.
    let output = Command::new("dpkg-query")
        .args(["--show", "--showformat", "${db:Status-Status} ${Package}\n"])
        .args(wanted)
        .output()
        .ok()?;
    let answer = String::from_utf8_lossy(&output.stdout);
    let installed: BTreeSet<&str> = answer
        .lines()
        .filter_map(|line| line.strip_prefix("installed "))
        .collect();
    let is_missing = |package: &&str| !installed.contains(package);
    Some(wanted.iter().copied().filter(is_missing).collect())
}

/// What has to stand before a command that only root may run; none if there is no way.
fn way_to_root() -> Option<&'static [&'static str]> {
    if process::answer("id", &["-u"])?.trim() == "0" {
        return Some(&[]);
    }
    if process::answer("sudo", &["-n", "true"]).is_some() {
        return Some(&["sudo", "-n"]);
    }
    // It will ask for the password, on the terminal.
    let can_ask = std::io::stdin().is_terminal() && process::answer("sudo", &["-V"]).is_some();
    can_ask.then_some(&["sudo"])
}

fn apt_get(way_to_root: &[&str]) -> Command {
    let mut command = match way_to_root {
        [] => Command::new("env"),
        [program, arguments @ ..] => {
            let mut command = Command::new(program);
            command.args(arguments).arg("env");
            command
        }
    };
    command.args([
        "DEBIAN_FRONTEND=noninteractive",
        "apt-get",
        "-o",
        "Acquire::Retries=3",
        "-o",
        "DPkg::Lock::Timeout=300",
    ]);
    command
}

fn by_hand(missing: &[&str]) -> ChoreFault {
    ChoreFault::new(format!(
        "packages of the system are missing and cannot be installed from here. Install them as root, then try again:\n  apt-get install --no-install-recommends {}",
        missing.join(" ")
    ))
}
