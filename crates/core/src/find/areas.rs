//! Prefectures, the regions they lie in, and towns that are said instead of them.

use super::{
    fold::{fold, sound},
    latin::latin_sounds,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

/// Everywhere.
const ALL: &str = "全国";

/// What a place name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
struct AreaName {
    /// As it is shown on a chip: 埼玉, さいたま市, 関東.
    name: String,
    /// The prefectures in it.
    prefectures: BTreeSet<usize>,
}

struct AreaTable {
    places: Vec<AreaName>,
    by_form: BTreeMap<String, usize>,
}

static PLACES: LazyLock<AreaTable> =
    LazyLock::new(|| AreaTable::read(include_str!("../../data/areas.tsv")));

impl AreaTable {
    fn read(text: &'static str) -> Self {
        let mut places = Self {
            places: Vec::new(),
            by_form: BTreeMap::new(),
        };
        let mut regions: BTreeMap<&str, usize> = BTreeMap::new();
        let mut number = 0;
        for line in super::lines(text) {
            let mut columns = line.split('\t');
            let (name, reading) = (
                columns.next().unwrap_or_default(),
                columns.next().unwrap_or_default(),
            );
            if let Some(region) = name.strip_prefix('*') {
                regions.insert(region, places.add(region, reading, None));
                continue;
            }
            let prefecture = number;
            number += 1;
            places.add(name, reading, Some(prefecture));
            let within = columns.next().unwrap_or_default().split(';').chain([ALL]);
            for region in within {
                let region = regions
                    .get(region)
                    .and_then(|at| places.places.get_mut(*at));
                if let Some(region) = region {
                    region.prefectures.insert(prefecture);
                }
            }
            for town in columns.next().unwrap_or_default().split(';') {
                if let Some((town, reading)) = town.split_once('|') {
                    places.add(town, reading, Some(prefecture));
                }
            }
        }
        places
    }

    fn add(&mut self, name: &str, reading: &str, prefecture: Option<usize>) -> usize {
        let index = self.places.len();
        self.places.push(AreaName {
            name: name.to_owned(),
            prefectures: prefecture.into_iter().collect(),
        });
        for form in [fold(name), sound(&fold(reading))] {
            self.by_form.entry(form).or_insert(index);
        }
        index
    }

    fn get(&self, folded: &str) -> Option<&AreaName> {
        self.by_form.get(folded).and_then(|at| self.places.get(*at))
    }
}

/// The name of a place by any way of writing it: 埼玉県, さいたま, saitama.
pub(super) fn named(folded: &str) -> Option<&'static str> {
    place(folded).map(|place| place.name.as_str())
}

fn place(folded: &str) -> Option<&'static AreaName> {
    let places = &*PLACES;
    let bare = |text: &str| -> Option<&'static AreaName> {
        let mut stems = [
            "都", "道", "府", "県", "けん", "ふ", "市", "し", "地方", "ken", "shi",
        ]
        .into_iter()
        .filter_map(|end| text.strip_suffix(end));
        stems.find_map(|stem| places.get(stem))
    };
    places
        .get(folded)
        .or_else(|| places.get(&sound(folded)))
        .or_else(|| bare(folded))
        .or_else(|| {
            latin_sounds(folded)
                .iter()
                .find_map(|heard| places.get(heard))
        })
}

/// Whether a name of a place may begin with these two characters.
pub(super) fn may_begin(first: char, second: char) -> bool {
    let start = String::from_iter([first, second]);
    super::begins(&PLACES.by_form, &start) || first.is_ascii_alphabetic()
}

/// Whether somebody who works in `theirs` works in `wanted`: the same, or one lies in the other.
pub(super) fn covers(theirs: &str, wanted: &str) -> bool {
    let (theirs, wanted) = (fold(theirs), fold(wanted));
    if theirs.is_empty() || wanted.is_empty() {
        return false;
    }
    match (place(&theirs), place(&wanted)) {
        (Some(one), Some(other)) => !one.prefectures.is_disjoint(&other.prefectures),
        _ => theirs.contains(&wanted) || wanted.contains(&theirs),
    }
}

/// Whether a place lies wholly in another.
pub(super) fn lies_in(theirs: &str, other: &str) -> bool {
    let (theirs, other) = (fold(theirs), fold(other));
    if theirs.is_empty() || other.is_empty() {
        return false;
    }
    match (place(&theirs), place(&other)) {
        (Some(one), Some(other)) => one.prefectures.is_subset(&other.prefectures),
        _ => theirs.contains(&other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_found_by_its_names_and_what_lies_in_it() {
        for (theirs, wanted) in [
            ("埼玉", "埼玉県"),
            ("埼玉", "さいたま"),
            ("関東", "埼玉"),
            ("埼玉", "関東"),
            ("埼玉県", "大宮"),
            ("東京", "tokyo"),
            ("京都", "関西"),
            ("全国", "沖縄"),
            ("軽井沢", "軽井沢"),
        ] {
            assert!(covers(theirs, wanted), "{theirs} and {wanted}");
        }
        for (theirs, wanted) in [
            ("東京", "京都"),
            ("関西", "埼玉"),
            ("埼玉", "千葉"),
            ("", "埼玉"),
        ] {
            assert!(!covers(theirs, wanted), "{theirs} and {wanted}");
        }
        assert_eq!(named(&fold("東京都")), Some("東京"), "with its ending");
        assert_eq!(named(&fold("京都府")), Some("京都"), "with its ending");
        assert_eq!(named(&fold("サッカー")), None, "no place");
    }

    #[test]
    fn there_are_47_prefectures() {
        let everywhere = place(&fold(ALL)).map(|place| place.prefectures.len());
        assert_eq!(everywhere, Some(47));
    }
}
