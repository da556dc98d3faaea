//! Circles of files: each needs the next, and the last the first.
//!
//! A file and the files in its folder belong together and are no circle: it says what they are, and they use its words.

use super::{imports, source::Source};
use std::collections::{BTreeMap, BTreeSet};

type Module = Vec<String>;

/// The circles within crates, each as the paths of its files in order.
pub(crate) fn of(all: &[Source]) -> Vec<Vec<String>> {
    let mut circles = Vec::new();
    let packages: BTreeSet<&str> = all.iter().map(|one| one.package.as_str()).collect();
    for package in packages {
        let files: BTreeMap<&Module, &Source> = all
            .iter()
            .filter(|one| one.package == package)
            .map(|one| (&one.module, one))
            .collect();
        let needs: BTreeMap<&Module, BTreeSet<&Module>> = files
            .iter()
            .map(|(module, source)| (*module, needs(source, &files)))
            .collect();
        circles.extend(in_circles(&needs).into_iter().map(|circle| {
            let mut paths: Vec<String> = circle
                .into_iter()
                .filter_map(|module| files.get(module))
                .map(|source| source.path.clone())
                .collect();
            paths.sort();
            paths
        }));
    }
    circles
}

/// The files that a file names.
fn needs<'a>(source: &Source, files: &BTreeMap<&'a Module, &'a Source>) -> BTreeSet<&'a Module> {
    imports::paths(&source.text)
        .into_iter()
        .filter_map(|path| target(&source.module, &path, files))
        .filter(|target| !target.is_empty())
        .filter(|target| !source.module.starts_with(target) && !target.starts_with(&source.module))
        .collect()
}

/// The file that a path leads to; none outside the crate.
fn target<'a>(
    from: &Module,
    path: &[String],
    files: &BTreeMap<&'a Module, &'a Source>,
) -> Option<&'a Module> {
    let mut base = from.clone();
    let mut rest = path;
    match path.first()?.as_str() {
        "crate" => {
            base.clear();
            rest = path.get(1..)?;
        }
        "self" | "super" => {
            while let Some(first) = rest
                .first()
                .filter(|part| ["self", "super"].contains(&part.as_str()))
            {
                if first == "super" {
                    base.pop();
                }
                rest = rest.get(1..)?;
            }
        }
        child => {
            let mut below = from.clone();
            below.push(child.to_owned());
            files.get_key_value(&below)?;
        }
    }
    base.extend(rest.iter().cloned());
    loop {
        if let Some((module, _)) = files.get_key_value(&base) {
            return Some(module);
        }
        base.pop()?;
    }
}

/// The groups of modules that reach each other; of so few, each is simply asked what it reaches.
fn in_circles<'a>(needs: &BTreeMap<&'a Module, BTreeSet<&'a Module>>) -> BTreeSet<Vec<&'a Module>> {
    let all_reached: BTreeMap<&Module, BTreeSet<&Module>> = needs
        .keys()
        .map(|module| (*module, reached(module, needs)))
        .collect();
    let reaches =
        |one: &Module, other: &Module| all_reached.get(one).is_some_and(|all| all.contains(other));
    let mut circles = BTreeSet::new();
    for module in needs.keys() {
        let circle: Vec<&Module> = needs
            .keys()
            .copied()
            .filter(|other| reaches(module, other) && reaches(other, module))
            .collect();
        if circle.len() > 1 {
            circles.insert(circle);
        }
    }
    circles
}

fn reached<'a>(
    from: &Module,
    needs: &BTreeMap<&'a Module, BTreeSet<&'a Module>>,
) -> BTreeSet<&'a Module> {
    let mut reached = BTreeSet::new();
    let mut next: Vec<&Module> = needs.get(from).into_iter().flatten().copied().collect();
    while let Some(module) = next.pop() {
        if reached.insert(module) {
            next.extend(needs.get(module).into_iter().flatten().copied());
        }
    }
    reached
}

#[test]
fn a_circle_is_found_and_a_folder_is_none() {
    let files = [
        Source::of("a", "use crate::b::{self, B};"),
        Source::of("b", "use super::c;\nuse crate::d::D;"),
        Source::of("c", "fn f() { crate::a::g(); }"),
        Source::of("d", "mod e;\nuse e::E;"),
        Source::of("d/e", "use super::D;"),
    ];
    let files_of = |names: [&str; 3]| {
        names
            .map(|name| format!("crates/one/src/{name}.rs"))
            .to_vec()
    };
    assert_eq!(
        of(&files),
        [files_of(["a", "b", "c"])],
        "three, and not the folder"
    );
}
