//! Searches between the rules' own types and what crosses the edge.

use super::card::{band, band_out, month, weekday, weekday_out};
use crate::view;
use otagai_core::{
    find::{Conditions, MOST_TERMS, When, WideningStep},
    text,
};
use otagai_node::NodeError;

/// Checks and cleans what a screen sent.
pub(crate) fn conditions(asked: &view::Conditions) -> Result<Conditions, NodeError> {
    Ok(Conditions {
        words: terms(&asked.words, 40)?,
        licences: terms(&asked.licences, 40)?,
        all_licences: asked.all_licences,
        when: When {
            day: match asked.day.as_str() {
                "" => None,
                day => Some(day.parse().map_err(|_no_day| NodeError::OutOfRange)?),
            },
            weekdays: asked.weekdays.iter().copied().map(weekday).collect(),
            band: asked.band.map(band),
            from: month(&asked.from)?,
        },
        areas: terms(&asked.areas, 20)?,
        remote: asked.remote,
        hobbies: terms(&asked.hobbies, 40)?,
        little: asked.little,
        newcomers: asked.newcomers,
        unstated: asked.unstated,
    })
}

fn terms(asked: &[String], max: usize) -> Result<Vec<String>, NodeError> {
    if asked.len() > MOST_TERMS {
        return Err(NodeError::OutOfRange);
    }
    let terms = asked.iter().map(|term| Ok(text::line(term, true, max)?));
    terms.collect()
}

/// The conditions as a screen shows them.
pub(crate) fn conditions_out(asked: Conditions) -> view::Conditions {
    view::Conditions {
        words: asked.words,
        licences: asked.licences,
        all_licences: asked.all_licences,
        day: asked
            .when
            .day
            .map(|day| day.to_string())
            .unwrap_or_default(),
        weekdays: asked.when.weekdays.into_iter().map(weekday_out).collect(),
        band: asked.when.band.map(band_out),
        from: asked
            .when
            .from
            .map(|month| month.to_string())
            .unwrap_or_default(),
        areas: asked.areas,
        remote: asked.remote,
        hobbies: asked.hobbies,
        little: asked.little,
        newcomers: asked.newcomers,
        unstated: asked.unstated,
    }
}

/// What is given up, as a screen names it.
pub(crate) const fn step(step: WideningStep) -> view::WidenStep {
    match step {
        WideningStep::AnyBand => view::WidenStep::AnyBand,
        WideningStep::Unstated => view::WidenStep::Unstated,
        WideningStep::OrRemote => view::WidenStep::OrRemote,
        WideningStep::Little => view::WidenStep::Little,
        WideningStep::Newcomers => view::WidenStep::Newcomers,
        WideningStep::AnyDay => view::WidenStep::AnyDay,
        WideningStep::AnyPlace => view::WidenStep::AnyPlace,
        WideningStep::AnyLicence => view::WidenStep::AnyLicence,
        WideningStep::NoLicence => view::WidenStep::NoLicence,
    }
}
