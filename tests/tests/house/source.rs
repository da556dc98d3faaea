//! The files that are looked at.

use std::{fs, path::Path};

/// A file of a crate, without its tests and without its comments.
pub(crate) struct Source {
    /// Its crate's folder, from the root.
    pub(crate) package: String,
    /// Its module, from the root of the crate: empty for `lib.rs` and `main.rs`.
    pub(crate) module: Vec<String>,
    /// Its path, from the root.
    pub(crate) path: String,
    /// Its lines; those of comments and of tests are empty.
    pub(crate) text: String,
}

impl Source {
    /// Every file of every crate that is not a test.
    pub(crate) fn all() -> Vec<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .expect("tests/ lies in the root");
        let mut packages = vec!["src-tauri".to_owned(), "tests".to_owned()];
        for entry in fs::read_dir(root.join("crates")).expect("there are crates") {
            let name = entry.expect("a folder is read").file_name();
            packages.push(format!("crates/{}", name.to_string_lossy()));
        }
        packages.sort();
        let mut all = Vec::new();
        for package in packages {
            let src = root.join(&package).join("src");
            collect(&src, &src, &package, &mut all);
        }
        all.sort_by(|one, other| one.path.cmp(&other.path));
        all
    }

    /// A file as it would stand in a crate: for the tests of what reads files.
    #[cfg(test)]
    pub(crate) fn of(module: &str, text: &str) -> Self {
        Self {
            package: "crates/one".to_owned(),
            module: module.split('/').map(str::to_owned).collect(),
            path: format!("crates/one/src/{module}.rs"),
            text: without_comments_and_tests(text),
        }
    }
}

fn collect(src: &Path, folder: &Path, package: &str, all: &mut Vec<Source>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries {
        let path = entry.expect("a folder is read").path();
        if path.is_dir() {
            collect(src, &path, package, all);
            continue;
        }
        if path.extension().is_none_or(|ending| ending != "rs") {
            continue;
        }
        let inside = path.strip_prefix(src).expect("it lies in src");
        let mut module: Vec<String> = inside
            .with_extension("")
            .iter()
            .map(|part| part.to_string_lossy().into_owned())
            .collect();
        if module.iter().any(|part| is_of_tests(part)) {
            continue;
        }
        if module
            .last()
            .is_some_and(|last| last == "lib" || last == "main")
        {
            module.pop();
        }
        let text = fs::read_to_string(&path).expect("it is a text");
        all.push(Source {
            package: package.to_owned(),
            module,
            path: format!("{package}/src/{}", inside.display()),
            text: without_comments_and_tests(&text),
        });
    }
}

fn is_of_tests(part: &str) -> bool {
    part == "tests" || part.ends_with("_tests")
}

/// Line comments go, and everything behind the tests of a file, which stand last.
fn without_comments_and_tests(text: &str) -> String {
    let mut lines = Vec::new();
    let mut before = "";
    for line in text.lines() {
        if before == "#[cfg(test)]" && line.starts_with("mod tests {") {
            break;
        }
        before = line;
        let bare = line.trim_start();
        lines.push(if bare.starts_with("//") { "" } else { line });
    }
    lines.join("\n")
}
