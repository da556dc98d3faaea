//! Nobody was found: what to give up, step by step, so that somebody is.

use super::conditions::Conditions;

/// What is given up; the smaller loss comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum WideningStep {
    /// Any part of the day.
    AnyBand,
    /// Who has not said when they are free, too.
    Unstated,
    /// Online instead of in person.
    OrRemote,
    /// Who can do it a little, too.
    Little,
    /// Who wants to try it, too.
    Newcomers,
    /// Any day.
    AnyDay,
    /// Anywhere.
    AnyPlace,
    /// Any of the licences.
    AnyLicence,
    /// Without the licences.
    NoLicence,
}

/// A way to find more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Widening {
    /// What is given up; one step where that is enough.
    pub steps: Vec<WideningStep>,
    /// The conditions without it.
    pub conditions: Conditions,
    /// How many would be found; at least one.
    pub count: usize,
}

impl WideningStep {
    const ALL: [Self; 9] = [
        Self::AnyBand,
        Self::Unstated,
        Self::OrRemote,
        Self::Little,
        Self::Newcomers,
        Self::AnyDay,
        Self::AnyPlace,
        Self::AnyLicence,
        Self::NoLicence,
    ];

    /// The conditions without what this gives up; none where there is nothing to give up.
    fn applied(self, conditions: &Conditions) -> Option<Conditions> {
        let mut wider = conditions.clone();
        match self {
            // A part of any day is the whole question.
            Self::AnyBand if wider.when.has_day() => wider.when = wider.when.any_band(),
            Self::AnyBand => {}
            Self::Unstated if wider.when.is_any() => {}
            Self::Unstated => wider.unstated = true,
            Self::AnyDay => {
                wider.when = super::When::default();
                wider.unstated = false;
            }
            Self::OrRemote if wider.areas.is_empty() => {}
            Self::OrRemote => wider.remote = true,
            Self::AnyPlace => {
                wider.areas.clear();
                wider.remote = false;
            }
            Self::Little => wider.little = true,
            Self::Newcomers => wider.newcomers = true,
            Self::AnyLicence if wider.licences.len() < 2 => {}
            Self::AnyLicence => wider.all_licences = false,
            Self::NoLicence => wider.licences.clear(),
        }
        (wider != *conditions && !wider.is_empty()).then_some(wider)
    }
}

/// Every single step that finds somebody; where none does, the first steps together that do.
pub(super) fn all(conditions: &Conditions, count: impl Fn(&Conditions) -> usize) -> Vec<Widening> {
    let mut found = Vec::new();
    for step in WideningStep::ALL {
        let Some(wider) = step.applied(conditions) else {
            continue;
        };
        let count = count(&wider);
        if count > 0 {
            found.push(Widening {
                steps: vec![step],
                conditions: wider,
                count,
            });
        }
    }
    if found.is_empty() {
        found.extend(together(conditions, count));
    }
    found
}

fn together(conditions: &Conditions, count: impl Fn(&Conditions) -> usize) -> Option<Widening> {
    let (mut wider, mut steps) = (conditions.clone(), Vec::new());
    for step in WideningStep::ALL {
        let Some(next) = step.applied(&wider) else {
            continue;
        };
        wider = next;
        steps.push(step);
        let count = count(&wider);
        if count > 0 {
            return Some(Widening {
                steps,
                conditions: wider,
                count,
            });
        }
    }
    None
}
