//! Searches between the rules' own types and what crosses the edge.

use crate::view;
use otagai_core::limits::forms;
use otagai_core::{
    date::Day,
    find::{Conditions, Except, LeftWhy, Leftover, MOST_TERMS, Time, When},
    text,
};
use otagai_node::NodeError;

/// Checks and cleans what a screen sent.
pub(crate) fn conditions(asked: &view::Conditions) -> Result<Conditions, NodeError> {
    Ok(Conditions {
        words: terms(&asked.words, forms::FIND_TERM)?,
        licences: terms(&asked.licences, forms::LICENCE)?,
        all_licences: asked.all_licences,
        when: When {
            times: times(&asked.times)?,
            all: asked.all_times,
            except: times(&asked.except_times)?,
        },
        areas: terms(&asked.areas, forms::AREA)?,
        remote: asked.remote,
        in_person: asked.in_person,
        urgent: asked.urgent,
        record: asked.record,
        hiring: asked.hiring,
        hobbies: terms(&asked.hobbies, forms::HOBBY)?,
        except: Except {
            words: terms(&asked.except_words, forms::FIND_TERM)?,
            licences: terms(&asked.except_licences, forms::LICENCE)?,
            areas: terms(&asked.except_areas, forms::AREA)?,
        },
        little: asked.little,
        newcomers: asked.newcomers,
        unstated: asked.unstated,
    })
}

fn times(asked: &[view::Time]) -> Result<Vec<Time>, NodeError> {
    if asked.len() > MOST_TERMS {
        return Err(NodeError::OutOfRange);
    }
    let times = asked.iter().map(|time| {
        Ok(Time {
            from: day(&time.from)?,
            until: day(&time.until)?,
            weekdays: time.weekdays.iter().copied().collect(),
            bands: time.bands.iter().copied().collect(),
            all_bands: time.all_bands,
        })
    });
    times.collect()
}

fn day(asked: &str) -> Result<Option<Day>, NodeError> {
    match asked {
        "" => Ok(None),
        day => Ok(Some(day.parse().map_err(|_no_day| NodeError::OutOfRange)?)),
    }
}

fn terms(asked: &[String], max: usize) -> Result<Vec<String>, NodeError> {
    if asked.len() > MOST_TERMS {
        return Err(NodeError::OutOfRange);
    }
    let terms = asked.iter().map(|term| Ok(text::required(term, max)?));
    terms.collect()
}

/// The conditions as a screen shows them.
pub(crate) fn conditions_out(asked: Conditions) -> view::Conditions {
    view::Conditions {
        words: asked.words,
        licences: asked.licences,
        all_licences: asked.all_licences,
        times: asked.when.times.into_iter().map(time_out).collect(),
        all_times: asked.when.all,
        except_times: asked.when.except.into_iter().map(time_out).collect(),
        areas: asked.areas,
        remote: asked.remote,
        in_person: asked.in_person,
        urgent: asked.urgent,
        record: asked.record,
        hiring: asked.hiring,
        hobbies: asked.hobbies,
        except_words: asked.except.words,
        except_licences: asked.except.licences,
        except_areas: asked.except.areas,
        little: asked.little,
        newcomers: asked.newcomers,
        unstated: asked.unstated,
    }
}

fn time_out(time: Time) -> view::Time {
    view::Time {
        from: day_out(time.from),
        until: day_out(time.until),
        weekdays: time.weekdays.into_iter().collect(),
        bands: time.bands.into_iter().collect(),
        all_bands: time.all_bands,
    }
}

fn day_out(day: Option<Day>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

/// A piece of the line that has to be said, as a screen shows it.
pub(crate) fn left(left: Leftover) -> view::LeftView {
    let (why, day, next) = match left.why {
        LeftWhy::Unknown => (view::LeftWhy::Unknown, None, None),
        LeftWhy::Unheeded => (view::LeftWhy::Unheeded, None, None),
        LeftWhy::TooMany => (view::LeftWhy::TooMany, None, None),
        LeftWhy::NoDay => (view::LeftWhy::NoDay, None, None),
        LeftWhy::Past { day, next } => (view::LeftWhy::Past, Some(day), next),
    };
    view::LeftView {
        from: u32::try_from(left.from).unwrap_or(u32::MAX),
        to: u32::try_from(left.to).unwrap_or(u32::MAX),
        text: left.text,
        why,
        day: day_out(day),
        next: day_out(next),
    }
}
