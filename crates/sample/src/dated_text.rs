//! Texts that mention a month and must not keep it when the sample moves to another day.

use crate::dates::{DateError, Day, Month};
use serde::Deserialize;
use std::{fmt, str::FromStr};

/// A text whose months move with the sample.
///
/// In the data `{2026-03}` is shown as 「2026年3月」, and so is `{2026-03-31}`, which moves like a day;
/// `{month 2026-12}` is shown as 「12月」.
///
/// ```
/// # use otagai_sample::DatedText;
/// let text: DatedText = "お休み中({2026-12}末まで)".parse()?;
/// assert_eq!(text.to_string(), "お休み中(2026年12月末まで)");
/// # Ok::<(), otagai_sample::DatedTextError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct DatedText(Vec<Piece>);

/// Why a text with months could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DatedTextError {
    /// A brace without its partner.
    #[error("a brace in a text has no partner")]
    Brace,
    /// No date between braces.
    #[error(transparent)]
    Date(#[from] DateError),
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Words(String),
    YearAndMonth(Month),
    YearAndMonthOf(Day),
    MonthAlone(Month),
}

impl DatedText {
    /// The same text with its dates moved.
    pub(crate) fn moved<E>(
        &self,
        day: impl Fn(Day) -> Result<Day, E>,
        month: impl Fn(Month) -> Result<Month, E>,
    ) -> Result<Self, E> {
        let pieces = self.0.iter().map(|piece| {
            Ok(match piece {
                Piece::Words(words) => Piece::Words(words.clone()),
                Piece::YearAndMonth(written) => Piece::YearAndMonth(month(*written)?),
                Piece::YearAndMonthOf(written) => Piece::YearAndMonthOf(day(*written)?),
                Piece::MonthAlone(written) => Piece::MonthAlone(month(*written)?),
            })
        });
        pieces.collect::<Result<_, E>>().map(Self)
    }
}

impl FromStr for DatedText {
    type Err = DatedTextError;

    fn from_str(text: &str) -> Result<Self, DatedTextError> {
        let mut parts = text.split('{');
        let mut pieces = vec![words(parts.next().unwrap_or_default())?];
        for part in parts {
            let (date, after) = part.split_once('}').ok_or(DatedTextError::Brace)?;
            pieces.push(match date.strip_prefix("month ") {
                Some(month) => Piece::MonthAlone(month.parse()?),
                None if date.len() > "2026-11".len() => Piece::YearAndMonthOf(date.parse()?),
                None => Piece::YearAndMonth(date.parse()?),
            });
            pieces.push(words(after)?);
        }
        Ok(Self(pieces))
    }
}

fn words(text: &str) -> Result<Piece, DatedTextError> {
    if text.contains('}') {
        Err(DatedTextError::Brace)
    } else {
        Ok(Piece::Words(text.to_owned()))
    }
}

impl TryFrom<String> for DatedText {
    type Error = DatedTextError;

    fn try_from(text: String) -> Result<Self, DatedTextError> {
        text.parse()
    }
}

impl fmt::Display for DatedText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let year_and_month = |f: &mut fmt::Formatter<'_>, month: Month| {
            write!(f, "{}年{}月", month.year(), month.number())
        };
        self.0.iter().try_for_each(|piece| match piece {
            Piece::Words(words) => f.write_str(words),
            Piece::YearAndMonth(month) => year_and_month(f, *month),
            Piece::YearAndMonthOf(day) => year_and_month(f, day.month()),
            Piece::MonthAlone(month) => write!(f, "{}月", month.number()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_shown_in_the_words_of_the_country() {
        for (written, shown) in [
            ("", ""),
            ("名前だけ", "名前だけ"),
            ("{2026-03}末に退職", "2026年3月末に退職"),
            ("({2025-03-31}に卒業)", "(2025年3月に卒業)"),
            ("半日、{month 2026-12}、対面", "半日、12月、対面"),
        ] {
            let text: DatedText = written.parse().unwrap();
            assert_eq!(text.to_string(), shown, "{written}");
        }
    }

    #[test]
    fn a_lone_brace_or_no_date_in_braces_is_refused() {
        for (written, why) in [
            ("{2026-03", DatedTextError::Brace),
            ("2026-03}", DatedTextError::Brace),
            ("{2026-03}}", DatedTextError::Brace),
            ("{}", DatedTextError::Date(DateError::Month)),
            ("{2026-02-30}", DatedTextError::Date(DateError::Day)),
        ] {
            assert_eq!(written.parse::<DatedText>(), Err(why), "{written}");
        }
    }
}
