//! Kanji that another one stands for, by Unicode's own tables.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use super::{is_kanji, through};
use crate::fault::{ChoreEnd, ChoreFault};

const FOLDER: &str = "/usr/share/unicode";
const HEAD: &str = "\
# Kanji and signs of radicals that another kanji stands for in a search; the first of a line stands for all.
# Written by `cargo xtask words` out of Unicode's Unihan (kJinmeiyoKanji, kZVariant, kSemanticVariant) and
# EquivalentUnifiedIdeograph; not to be changed by hand. Unicode License v3, https://www.unicode.org/license.txt
";

/// The lines of the table.
///
/// A variant is a kanji outside the lists of Japan's schools and names, and stands for the one kanji of those lists that
/// Unihan calls the same. Where there are several such kanji it stands for itself: nobody's name is guessed.
pub(super) fn table() -> ChoreEnd<String> {
    let variants = properties("Unihan_Variants.txt.bz2")?;
    let mappings = properties("Unihan_OtherMappings.txt.bz2")?;
    let empty = BTreeMap::new();
    let of = |table: &'_ BTreeMap<String, BTreeMap<char, String>>, name: &str| {
        table.get(name).cloned().unwrap_or_else(|| empty.clone())
    };
    let school = of(&mappings, "kJoyoKanji");
    let names = of(&mappings, "kJinmeiyoKanji");
    let mut stands_for: BTreeMap<char, char> = BTreeMap::new();
    // 2010:U+5E83: the form for names, and the one of the schools.
    for (old, value) in &names {
        stands_for.extend(codes(value).next().map(|new| (*old, new)));
    }
    let listed = |c: &char| school.contains_key(c) || names.contains_key(c);
    let mut same: BTreeMap<char, BTreeSet<char>> = BTreeMap::new();
    for name in ["kZVariant", "kSemanticVariant"] {
        for (one, value) in of(&variants, name) {
            for other in codes(&value) {
                // Either of the two may be the one that says it.
                for (variant, listed_one) in [(one, other), (other, one)] {
                    if !listed(&variant) && listed(&listed_one) {
                        let root = stands_for.get(&listed_one).copied().unwrap_or(listed_one);
                        same.entry(variant).or_default().insert(root);
                    }
                }
            }
        }
    }
    for (variant, ones) in same {
        if let Some(one) = ones.first().filter(|_| ones.len() == 1) {
            stands_for.entry(variant).or_insert(*one);
        }
    }
    stands_for.extend(radicals()?);
    let mut lines: BTreeMap<char, BTreeSet<char>> = BTreeMap::new();
    for (variant, one) in stands_for {
        if variant != one {
            lines.entry(one).or_default().insert(variant);
        }
    }
    let lines = lines.into_iter().map(|(one, variants)| {
        let variants: String = variants.into_iter().collect();
        format!("{one}{variants}\n")
    });
    Ok(HEAD.to_owned() + &lines.collect::<String>())
}

/// Signs of radicals that programs write instead of the kanji that looks the same; those that NFKC does not know.
fn radicals() -> ChoreEnd<BTreeMap<char, char>> {
    let file = format!("{FOLDER}/EquivalentUnifiedIdeograph.txt");
    let text = fs::read_to_string(&file)
        .map_err(|error| ChoreFault::new(format!("{file} cannot be read: {error}.")))?;
    let mut found = BTreeMap::new();
    for line in text.lines() {
        let line = line.split('#').next().unwrap_or_default();
        let Some((from, to)) = line.split_once(';') else {
            continue;
        };
        let from = from.trim();
        let (first, last) = from.split_once("..").unwrap_or((from, from));
        if let (Some(first), Some(last), Some(to)) = (code(first), code(last), code(to.trim()))
            && is_kanji(to)
        {
            found.extend((first..=last).map(|radical| (radical, to)));
        }
    }
    Ok(found)
}

/// Each property of a file with what it says of each kanji.
fn properties(file: &str) -> ChoreEnd<BTreeMap<String, BTreeMap<char, String>>> {
    let text = through("bzcat", &[&format!("{FOLDER}/{file}")])?;
    let mut found: BTreeMap<String, BTreeMap<char, String>> = BTreeMap::new();
    for line in text.lines() {
        let mut columns = line.split('\t');
        let kanji = columns
            .next()
            .and_then(|code_point| codes(code_point).next());
        if let (Some(kanji), Some(name), Some(value)) = (kanji, columns.next(), columns.next()) {
            let of = found.entry(name.to_owned()).or_default();
            of.insert(kanji, value.to_owned());
        }
    }
    Ok(found)
}

/// The kanji that a value names: `2010:U+5E83`, `U+9AD8<kFenn U+9AD9`.
fn codes(value: &str) -> impl Iterator<Item = char> {
    let named = value.split("U+").skip(1);
    named.filter_map(|named| {
        let digits = named.split(|c: char| !c.is_ascii_hexdigit()).next();
        digits.and_then(code)
    })
}

fn code(digits: &str) -> Option<char> {
    u32::from_str_radix(digits, 16)
        .ok()
        .and_then(char::from_u32)
}
