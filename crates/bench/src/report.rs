//! The figures, and what they say about the aims.

mod aims;
mod digits;
mod found;
mod lines;
mod text;

pub(crate) use text::{DevicesText, RunText, markdown, network};

use crate::outcome::{BenchFault, BenchOutcome};
use std::collections::BTreeMap;

/// Figures of one run: by part and name, one value a repetition.
#[derive(Debug, Default)]
pub(crate) struct BenchTable(BTreeMap<(&'static str, &'static str), Vec<f64>>);

/// Least, middle, nearly the most and most of some values.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spread {
    /// The least.
    pub(crate) min: f64,
    /// The one in the middle; the mean of two where there is no one.
    pub(crate) median: f64,
    /// Of a hundred values 99 are at most this.
    pub(crate) p99: f64,
    /// The most.
    pub(crate) max: f64,
    /// How many values.
    pub(crate) count: usize,
}

impl BenchTable {
    /// Notes a value.
    pub(crate) fn put(&mut self, part: &'static str, name: &'static str, value: f64) {
        self.0.entry((part, name)).or_default().push(value);
    }

    /// The value that was noted last.
    pub(crate) fn last(&self, part: &'static str, name: &'static str) -> BenchOutcome<f64> {
        let values = self.0.get(&(part, name));
        let last = values.and_then(|values| values.last()).copied();
        last.ok_or_else(|| missing(part, name))
    }

    /// Least, middle, nearly the most and most.
    pub(crate) fn spread(&self, part: &'static str, name: &'static str) -> BenchOutcome<Spread> {
        let mut values = self.0.get(&(part, name)).cloned().unwrap_or_default();
        values.sort_by(f64::total_cmp);
        let count = values.len();
        let (Some(min), Some(max)) = (values.first(), values.last()) else {
            return Err(missing(part, name));
        };
        let p99 = values.get((count * 99).div_ceil(100) - 1).unwrap_or(max);
        let middle = [values.get((count - 1) / 2), values.get(count / 2)];
        let sum: f64 = middle.into_iter().flatten().sum();
        Ok(Spread {
            min: *min,
            median: sum / 2.0,
            p99: *p99,
            max: *max,
            count,
        })
    }
}

fn missing(part: &str, name: &str) -> BenchFault {
    BenchFault::from(format!("{name} ({part}) was not measured"))
}
