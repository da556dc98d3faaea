//! What the program was started with.

use otagai_api::{Clock, Config};
use std::{ffi::OsString, path::PathBuf};

/// The sample's folder in the data folder.
const SAMPLE: &str = "sample";

/// What the program was started with: folders for tests and helpers, or a link that was clicked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WindowArguments {
    /// `--data`: the data folder instead of the member's own.
    pub data: Option<PathBuf>,
    /// `--keys`: a folder of keys instead of the key chain.
    pub keys: Option<PathBuf>,
    /// File with the passphrase of the folder of keys.
    pub passphrase_file: Option<PathBuf>,
    /// Where files for the member go instead of the downloads of this computer, for tests.
    pub files: Option<PathBuf>,
    /// Only this computer, for tests.
    pub loopback: bool,
    /// `--demo`: the sample circle, in a folder of its own inside the data folder.
    pub demo: bool,
    /// An `otagai:` link to show.
    pub link: Option<String>,
}

impl WindowArguments {
    /// Reads what was typed, and the environment for what was not. Anything unknown is ignored: a
    /// desktop may add arguments of its own, and a member cannot see a usage message.
    pub fn read(
        typed: impl IntoIterator<Item = OsString>,
        environment: impl Fn(&str) -> Option<OsString>,
    ) -> Self {
        let mut arguments = Self::default();
        let mut typed = typed.into_iter();
        while let Some(argument) = typed.next() {
            let text = argument.to_string_lossy();
            let (name, value) = match text.split_once('=') {
                Some((name, value)) if name.starts_with("--") => (name, Some(value.into())),
                _ => (text.as_ref(), None),
            };
            match name {
                "--data" => arguments.data = value.or_else(|| typed.next()).map(PathBuf::from),
                "--demo" => arguments.demo = true,
                "--keys" => arguments.keys = value.or_else(|| typed.next()).map(PathBuf::from),
                _ if crate::links::is_link(&text) => arguments.link = Some(text.into_owned()),
                _ => {}
            }
        }
        let folder = |name| environment(name).filter(|value| !value.is_empty());
        arguments.data = arguments
            .data
            .or_else(|| folder("OTAGAI_DATA").map(PathBuf::from));
        arguments.keys = arguments
            .keys
            .or_else(|| folder("OTAGAI_KEYS").map(PathBuf::from));
        arguments.files = folder("OTAGAI_FILES").map(PathBuf::from);
        arguments.passphrase_file = folder("OTAGAI_PASSPHRASE_FILE").map(PathBuf::from);
        arguments.loopback = folder("OTAGAI_LOOPBACK").is_some_and(|value| value == "true");
        arguments
    }

    /// The data folder, from the usual one of this computer.
    pub(crate) fn data_in(&self, usual: PathBuf) -> PathBuf {
        let data = self.data.clone().unwrap_or(usual);
        if self.demo { data.join(SAMPLE) } else { data }
    }

    /// Where the device lives, once the data folder is known, and where the downloads of this computer are.
    pub(crate) fn config(&self, data: PathBuf, downloads: Option<PathBuf>) -> Config {
        Config {
            data,
            keys: self.keys.clone(),
            passphrase_file: self.passphrase_file.clone(),
            files: self.files.clone().or(downloads),
            loopback: self.loopback,
            clock: Clock::system(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(typed: &[&str], environment: &[(&str, &str)]) -> WindowArguments {
        WindowArguments::read(typed.iter().map(OsString::from), |asked| {
            let (_, value) = environment.iter().find(|(name, _)| *name == asked)?;
            Some(OsString::from(value))
        })
    }

    #[test]
    fn nothing_typed_means_the_members_own_folders() {
        assert_eq!(read(&[], &[]), WindowArguments::default());
    }

    #[test]
    fn folders_are_read_in_both_spellings() {
        let arguments = read(&["--data", "/d", "--keys=/k"], &[]);
        assert_eq!(arguments.data, Some("/d".into()), "two words");
        assert_eq!(arguments.keys, Some("/k".into()), "one word");
    }

    #[test]
    fn what_was_typed_wins_over_the_environment() {
        let environment = [("OTAGAI_DATA", "/e"), ("OTAGAI_KEYS", "/k")];
        let arguments = read(&["--data=/d"], &environment);
        assert_eq!(arguments.data, Some("/d".into()), "typed");
        assert_eq!(arguments.keys, Some("/k".into()), "from the environment");
    }

    #[test]
    fn files_go_to_the_downloads_unless_a_test_says_otherwise() {
        let files = |environment: &[_], downloads: Option<&str>| {
            let config = read(&[], environment).config("/d".into(), downloads.map(PathBuf::from));
            config.files
        };
        assert_eq!(files(&[], Some("/dl")), Some("/dl".into()), "the usual one");
        assert_eq!(files(&[], None), None, "this computer has none");
        let chosen = [("OTAGAI_FILES", "/f")];
        assert_eq!(files(&chosen, Some("/dl")), Some("/f".into()), "chosen");
    }

    #[test]
    fn the_sample_has_a_folder_of_its_own() {
        for (typed, folder) in [
            (&["--demo"][..], "/usual/sample"),
            (&["--data=/d", "--demo"], "/d/sample"),
            (&["--data=/d"], "/d"),
            (&[], "/usual"),
        ] {
            let data = read(typed, &[]).data_in("/usual".into());
            assert_eq!(data, PathBuf::from(folder), "{typed:?}");
        }
    }

    #[test]
    fn a_link_is_found_among_arguments_that_nobody_knows() {
        let arguments = read(&["--from-desktop", "otagai:ABC", "-v"], &[]);
        assert_eq!(arguments.link.as_deref(), Some("otagai:ABC"));
    }

    #[test]
    fn a_data_folder_is_not_taken_for_a_link() {
        let arguments = read(&["--data", "otagai:folder"], &[]);
        assert_eq!(arguments.link, None, "it is the value of --data");
    }
}
