//! Numbers as they are read.

use super::lines::Unit;

/// A value as it is shown.
pub(super) fn digits(value: f64, unit: Unit) -> String {
    match unit {
        Unit::Bytes | Unit::Count => format!("{value:.0}"),
        Unit::MiB => format!("{value:.1}"),
        Unit::Ms if value >= 100.0 => format!("{value:.0}"),
        Unit::Ms if value >= 10.0 => format!("{value:.1}"),
        Unit::Ms if value < 0.1 => format!("{value:.4}"),
        Unit::Ms | Unit::Times => format!("{value:.2}"),
    }
}
