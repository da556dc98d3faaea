//! What a file names of its own crate.

/// Every path that begins with `crate`, `self` or `super`, or follows `use`, in its parts.
pub(crate) fn paths(text: &str) -> Vec<Vec<String>> {
    let mut paths = Vec::new();
    for part in text.split("use ").skip(1) {
        if let Some((tree, _)) = part.split_once(';') {
            flatten(&[], tree, &mut paths);
        }
    }
    for word in text.split(|c: char| !c.is_alphanumeric() && c != '_' && c != ':') {
        if ["crate::", "super::", "self::"]
            .iter()
            .any(|start| word.starts_with(start))
        {
            paths.push(parts(word));
        }
    }
    paths
}

/// `a::{b, c::{d, e}}` as the paths that it stands for.
fn flatten(before: &[String], tree: &str, paths: &mut Vec<Vec<String>>) {
    let tree = tree.trim();
    let Some((head, inside)) = tree.split_once('{') else {
        let path = tree.split(" as ").next().unwrap_or_default();
        paths.push([before, &parts(path)].concat());
        return;
    };
    let before = [before, &parts(head)].concat();
    let inside = inside.trim_end().strip_suffix('}').unwrap_or(inside);
    let (mut depth, mut begin) = (0_usize, 0);
    for (at, c) in inside.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                flatten(&before, inside.get(begin..at).unwrap_or_default(), paths);
                begin = at + 1;
            }
            _ => {}
        }
    }
    let last = inside.get(begin..).unwrap_or_default();
    if !last.trim().is_empty() {
        flatten(&before, last, paths);
    }
}

fn parts(path: &str) -> Vec<String> {
    path.split("::")
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

#[test]
fn a_tree_of_imports_is_every_path_in_it() {
    let text = "use super::{a::{B, c as d}, e};\nfn f() { crate::g::h(); }\n";
    let mut found: Vec<String> = paths(text).iter().map(|path| path.join("::")).collect();
    found.sort();
    found.dedup();
    assert_eq!(
        found,
        [
            "crate::g::h",
            "super",
            "super::a::B",
            "super::a::c",
            "super::e"
        ],
        "`super::` before a brace is seen by itself too, and leads nowhere"
    );
}
