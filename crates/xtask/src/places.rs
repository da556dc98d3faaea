//! Where things are: the checkout and the build cache outside it.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folders every chore works with.
pub(crate) struct Places {
    /// The checkout.
    pub(crate) root: PathBuf,
    /// Where cargo builds.
    pub(crate) target: PathBuf,
}

impl Places {
    /// Finds the folders of this checkout.
    pub(crate) fn find() -> Self {
        let package = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = package
            .ancestors()
            .nth(2)
            .map_or_else(|| PathBuf::from("."), Path::to_path_buf);
        let target = target(&root);
        Self { root, target }
    }

    /// The user interface.
    pub(crate) fn ui(&self) -> PathBuf {
        self.root.join("ui")
    }

    /// Where cargo puts the programs it builds.
    pub(crate) fn programs(&self) -> PathBuf {
        self.target.join("debug")
    }

    /// A program that cargo has built.
    pub(crate) fn program(&self, name: &str) -> PathBuf {
        let file = format!("{name}{}", env::consts::EXE_SUFFIX);
        self.programs().join(file)
    }

    /// Cargo, at the root of the checkout, building into [`Places::target`].
    pub(crate) fn cargo(&self, arguments: &[&str]) -> Command {
        let cargo = set("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(cargo);
        command
            .args(arguments)
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", &self.target);
        // What `cargo run` told this program about itself. Some build scripts ask to run again
        // when it changes, and a plain `cargo build` in between would rebuild half the tree.
        for (name, _) in env::vars_os() {
            if is_about_this_package(&name) {
                command.env_remove(name);
            }
        }
        command
    }
}

/// The value of an environment variable that is there and not empty.
pub(crate) fn set(name: &str) -> Option<OsString> {
    env::var_os(name).filter(|value| !value.is_empty())
}

/// A folder of the user, by the XDG variable or below the home folder.
pub(crate) fn of_user(variable: &str, below_home: &str) -> Option<PathBuf> {
    set(variable)
        .map(PathBuf::from)
        .or_else(|| env::home_dir().map(|home| home.join(below_home)))
}

fn target(root: &Path) -> PathBuf {
    let chosen = set("OTAGAI_TARGET").or_else(|| set("CARGO_TARGET_DIR"));
    chosen.map_or_else(
        || {
            of_user("XDG_CACHE_HOME", ".cache").map_or_else(
                || root.join("target"),
                |cache| cache.join("otagai").join("target"),
            )
        },
        |folder| root.join(folder),
    )
}

fn is_about_this_package(name: &OsString) -> bool {
    let name = name.to_string_lossy();
    name.starts_with("CARGO_PKG_")
        || name.starts_with("CARGO_MANIFEST_")
        || name.starts_with("CARGO_BIN_")
        || name == "CARGO_CRATE_NAME"
        || name == "CARGO_PRIMARY_PACKAGE"
}
