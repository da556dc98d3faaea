//! Nobody was found: what to give up, step by step, so that somebody is.

use super::conditions::{Conditions, Except};
use crate::word_enum::word_enum;

word_enum! {
    /// What is given up; the smaller loss comes first.
    pub enum WideningStep {
        /// Words that stand on nobody's card.
        UnknownWords = "unknownWords",
        /// Any part of the day.
        AnyBand = "anyBand",
        /// Who has not said when they are free, too.
        Unstated = "unstated",
        /// Online instead of in person.
        OrRemote = "orRemote",
        /// Who can do it a little, too.
        Little = "little",
        /// Who wants to try it, too.
        Newcomers = "newcomers",
        /// At any of the times instead of all.
        AnyTime = "anyTime",
        /// Any day.
        AnyDay = "anyDay",
        /// Anywhere.
        AnyPlace = "anyPlace",
        /// Whether or not they can be asked in a hurry, take small work, look for people, work in person.
        AnyWay = "anyWay",
        /// Whom it was not to be, too.
        NoExcept = "noExcept",
        /// Any of the licences.
        AnyLicence = "anyLicence",
        /// Without the licences.
        NoLicence = "noLicence",
        /// Without one of the words.
        WithoutWord = "withoutWord",
    }
}

/// A way to find more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Widening {
    /// What is given up; one step where that is enough.
    pub steps: Vec<WideningStep>,
    /// The words and hobbies that are given up.
    pub words: Vec<String>,
    /// The conditions without it.
    pub conditions: Conditions,
    /// How many would be found; at least one.
    pub count: usize,
}

impl WideningStep {
    /// All but the last, which is one of many: each word.
    const ONCE: [Self; 13] = [
        Self::UnknownWords,
        Self::AnyBand,
        Self::Unstated,
        Self::OrRemote,
        Self::Little,
        Self::Newcomers,
        Self::AnyTime,
        Self::AnyDay,
        Self::AnyPlace,
        Self::AnyWay,
        Self::NoExcept,
        Self::AnyLicence,
        Self::NoLicence,
    ];

    /// The conditions without what this gives up; none where there is nothing to give up.
    fn applied(self, conditions: &Conditions, unknown: &[String]) -> Option<Conditions> {
        let mut wider = conditions.clone();
        match self {
            Self::UnknownWords => wider = without(conditions, unknown),
            // A part of any day is the whole question.
            Self::AnyBand if wider.when.has_day() => wider.when = wider.when.any_band(),
            Self::Unstated if !wider.when.is_any() => wider.unstated = true,
            Self::AnyTime => wider.when.all = false,
            Self::AnyDay => {
                wider.when = super::When::default();
                wider.unstated = false;
            }
            Self::OrRemote if !wider.areas.is_empty() => wider.remote = true,
            Self::AnyPlace => {
                wider.areas.clear();
                wider.remote = false;
            }
            Self::Little => wider.little = true,
            Self::Newcomers => wider.newcomers = true,
            Self::AnyWay => {
                wider.in_person = false;
                wider.urgent = false;
                wider.record = false;
                wider.hiring = false;
            }
            Self::NoExcept => {
                wider.except = Except::default();
                wider.when.except.clear();
            }
            Self::AnyLicence if wider.licences.len() > 1 => wider.all_licences = false,
            Self::NoLicence => wider.licences.clear(),
            Self::AnyBand
            | Self::Unstated
            | Self::OrRemote
            | Self::AnyLicence
            | Self::WithoutWord => {}
        }
        (wider != *conditions && !wider.is_empty()).then_some(wider)
    }
}

/// The conditions without these words and hobbies.
fn without(conditions: &Conditions, words: &[String]) -> Conditions {
    let mut wider = conditions.clone();
    wider.words.retain(|word| !words.contains(word));
    wider.hobbies.retain(|word| !words.contains(word));
    wider
}

/// Every single step that finds somebody; where none does, the first steps together that do. `unknown`: the words that
/// stand on nobody's card. They are the first to go, and without them the others are tried as well.
pub(super) fn all(
    conditions: &Conditions,
    unknown: &[String],
    count: impl Fn(&Conditions) -> usize,
) -> Vec<Widening> {
    let mut found = Vec::new();
    for step in WideningStep::ONCE {
        let wider = step.applied(conditions, unknown);
        let words = if step == WideningStep::UnknownWords {
            unknown
        } else {
            &[]
        };
        found.extend(wider.and_then(|wider| one(vec![step], words, wider, &count)));
    }
    let known = conditions.words.iter().chain(&conditions.hobbies);
    for word in known.filter(|word| !unknown.contains(word)) {
        let word = std::slice::from_ref(word);
        let wider = without(conditions, word);
        // What is looked for itself is no concession: there must be more of it.
        if wider.words.len() + wider.hobbies.len() + wider.licences.len() > 0 {
            found.extend(one(vec![WideningStep::WithoutWord], word, wider, &count));
        }
    }
    if found.is_empty() {
        found.extend(together(conditions, unknown, count));
    }
    found
}

fn one(
    steps: Vec<WideningStep>,
    words: &[String],
    conditions: Conditions,
    count: impl Fn(&Conditions) -> usize,
) -> Option<Widening> {
    let count = count(&conditions);
    (count > 0).then(|| Widening {
        steps,
        words: words.to_vec(),
        conditions,
        count,
    })
}

fn together(
    conditions: &Conditions,
    unknown: &[String],
    count: impl Fn(&Conditions) -> usize,
) -> Option<Widening> {
    let (mut wider, mut steps, mut words) = (conditions.clone(), Vec::new(), Vec::new());
    for step in WideningStep::ONCE {
        let Some(next) = step.applied(&wider, unknown) else {
            continue;
        };
        wider = next;
        steps.push(step);
        if step == WideningStep::UnknownWords {
            words.extend_from_slice(unknown);
        }
        if count(&wider) > 0 {
            return fewest(conditions, (steps, words), unknown, &count);
        }
    }
    None
}

/// Leaves out the steps that are not needed, beginning with the greatest loss but the last, which is.
fn fewest(
    conditions: &Conditions,
    (mut steps, mut words): (Vec<WideningStep>, Vec<String>),
    unknown: &[String],
    count: &impl Fn(&Conditions) -> usize,
) -> Option<Widening> {
    let applied = |steps: &[WideningStep]| {
        steps.iter().fold(conditions.clone(), |before, step| {
            step.applied(&before, unknown).unwrap_or(before)
        })
    };
    for at in (0..steps.len().saturating_sub(1)).rev() {
        let mut fewer = steps.clone();
        fewer.remove(at);
        if count(&applied(&fewer)) > 0 {
            steps = fewer;
        }
    }
    if !steps.contains(&WideningStep::UnknownWords) {
        words.clear();
    }
    let wider = applied(&steps);
    one(steps, &words, wider, count)
}
