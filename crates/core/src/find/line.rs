//! One line as one thinks it becomes conditions: 「来週の火曜午前 埼玉 看護師か柔道整復師」.

use super::{
    areas,
    conditions::{Conditions, LINE_CHARS, MOST_TERMS, Time, When},
    days::{self, coming, of_week},
    fold::{fold, latin_sounds, plain},
    index::Index,
    lexicon::Lexicon,
    reading::Reading,
    scan::{Piece, scan},
};
use crate::{
    card::{Band, Weekday},
    date::{Day, Month},
    text,
};
use std::collections::BTreeSet;

/// Words of a line in Latin letters that are looked up together at most: "labour and social security attorney".
const LATIN_WORDS: usize = 5;

/// A line that is too long to be looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("more than {LINE_CHARS} characters")]
pub struct LineTooLong;

/// Reads a line. What is not understood is a word to look for; marks alone ask for nothing. `today` is the writer's day.
///
/// # Errors
/// [`LineTooLong`].
pub fn read_line(line: &str, index: &Index, today: Day) -> Result<Reading, LineTooLong> {
    if line.chars().take(LINE_CHARS + 1).count() > LINE_CHARS {
        return Err(LineTooLong);
    }
    let plain = plain(line);
    let parts: Vec<&[char]> = plain
        .split(|c| is_between(*c))
        .filter(|part| !part.is_empty())
        .collect();
    let mut reader = Reader {
        conditions: Conditions::default(),
        loose: Loose::default(),
        today,
        weeks: None,
    };
    // A surname may be a prefecture's name too: by itself it is looked for everywhere.
    if let [only] = parts.as_slice()
        && let folded = fold(&only.iter().collect::<String>())
        && areas::named(&folded).is_some()
        && index.names_begin(&folded)
    {
        let word: String = only.iter().collect();
        reader.take(Piece::Word(word));
        return Ok(reader.read());
    }
    let mut at = 0;
    while let Some(part) = parts.get(at) {
        if let Some(taken) = reader.together(parts.get(at..).unwrap_or_default(), index) {
            at += taken;
            continue;
        }
        let latin = part.iter().all(|c| c.is_ascii_alphanumeric() || *c == '-');
        let taken = if latin {
            reader.latin(parts.get(at..).unwrap_or_default(), index)
        } else {
            for piece in scan(part, index, today) {
                reader.take(piece);
            }
            1
        };
        at += taken.max(1);
    }
    Ok(reader.read())
}

/// What stands between the parts of a line.
fn is_between(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(
            c,
            '、' | ','
                | '。'
                | '「'
                | '」'
                | '『'
                | '』'
                | '"'
                | '\''
                | '('
                | ')'
                | '['
                | ']'
                | '{'
                | '}'
                | '<'
                | '>'
                | '?'
                | '!'
                | ';'
                | ':'
                | '&'
                | '+'
                | '*'
                | '|'
                | '^'
                | '~'
                | '='
                | '#'
                | '@'
                | '%'
                | '$'
                | '\\'
                | '`'
                | '_'
                | '×'
                | '…'
                | '→'
                | '【'
                | '】'
        )
}

/// Days and parts of the day, each for itself.
#[derive(Default)]
struct Loose {
    day: Option<Day>,
    weekdays: BTreeSet<Weekday>,
    band: Option<Band>,
    from: Option<Month>,
}

impl Loose {
    fn take(&mut self, time: days::Time) {
        match time {
            days::Time::Day(day) => self.day = Some(day),
            days::Time::Weekdays(days) => self.weekdays.extend(days),
            days::Time::Band(band) => self.band = Some(band),
            days::Time::From(month) => self.from = Some(month),
        }
    }

    fn when(self) -> When {
        let mut when = When::default();
        if let Some(day) = self.day {
            when.times.push(Time::on(day));
        }
        if !self.weekdays.is_empty() {
            when.times.push(Time {
                weekdays: self.weekdays,
                ..Time::default()
            });
        }
        if let Some(month) = self.from {
            when.times.push(Time {
                from: format!("{month}-01").parse().ok(),
                ..Time::default()
            });
        }
        if when.times.is_empty() && self.band.is_some() {
            when.times.push(Time::default());
        }
        for time in &mut when.times {
            time.bands.extend(self.band);
        }
        when
    }
}

struct Reader {
    conditions: Conditions,
    loose: Loose,
    today: Day,
    /// "next" or "this" was said of a day that is still to come.
    weeks: Option<u32>,
}

impl Reader {
    fn read(mut self) -> Reading {
        self.conditions.when = self.loose.when();
        Reading {
            conditions: self.conditions,
            left: Vec::new(),
        }
    }

    fn take(&mut self, piece: Piece) {
        let conditions = &mut self.conditions;
        match piece {
            Piece::Time(time) => self.loose.take(time),
            Piece::Area(area) => add(&mut conditions.areas, &area, 20),
            Piece::Remote => conditions.remote = true,
            Piece::Licence(licence) => add(&mut conditions.licences, &licence, 40),
            Piece::Hobby(hobby) => add(&mut conditions.hobbies, &hobby, 40),
            Piece::Word(word) => add(&mut conditions.words, &word, 40),
            Piece::All => conditions.all_licences = true,
        }
    }

    /// Parts that are one word together: 1 on 1研修, 取材 記事作成. Says how many.
    fn together(&mut self, parts: &[&[char]], index: &Index) -> Option<usize> {
        (2..=LATIN_WORDS.min(parts.len())).rev().find(|count| {
            let parts = parts.get(..*count).unwrap_or_default();
            let joined: String = parts.iter().flat_map(|part| part.iter()).collect();
            let folded = fold(&joined);
            let known = index.is_a_thing(&folded) || Lexicon::starter().by_form(&folded).is_some();
            let latin = parts.iter().all(|part| part.iter().all(char::is_ascii));
            if known && !latin {
                for piece in scan(&joined.chars().collect::<Vec<_>>(), index, self.today) {
                    self.take(piece);
                }
            }
            known && !latin
        })
    }

    /// Reads words in Latin letters, as many together as are known; says how many it took.
    fn latin(&mut self, parts: &[&[char]], index: &Index) -> usize {
        let words: Vec<String> = parts
            .iter()
            .take(LATIN_WORDS)
            .take_while(|part| part.iter().all(char::is_ascii))
            .map(|part| part.iter().collect())
            .collect();
        if let Some(first) = words.first()
            && self.english(first)
        {
            return 1;
        }
        for count in (1..=words.len()).rev() {
            let together = words.get(..count).unwrap_or_default().join(" ");
            if let Some(piece) = known(&together, index) {
                self.take(piece);
                return count;
            }
        }
        // Digits and marks of a date: 12/3, 2026-12-03.
        let first = parts.first().copied().unwrap_or_default();
        for piece in scan(first, index, self.today) {
            self.take(piece);
        }
        1
    }

    /// English words about time and place. True where it was one.
    fn english(&mut self, word: &str) -> bool {
        let weekday = Weekday::ALL.into_iter().find(|day| {
            let full = [
                "monday",
                "tuesday",
                "wednesday",
                "thursday",
                "friday",
                "saturday",
                "sunday",
            ];
            let name = full.get(day.number() as usize).copied().unwrap_or_default();
            word == day.word() || word == name || word.strip_suffix('s') == Some(name)
        });
        if let Some(weekday) = weekday {
            let day = match self.weeks.take() {
                Some(0) => coming(self.today, weekday),
                Some(weeks) => of_week(self.today, weeks, weekday),
                None => None,
            };
            match day {
                Some(day) => self.loose.day = Some(day),
                None => {
                    self.loose.weekdays.insert(weekday);
                }
            }
            return true;
        }
        let when = &mut self.loose;
        match word {
            "next" => self.weeks = Some(1),
            "this" | "coming" => self.weeks = Some(0),
            "today" => when.day = Some(self.today),
            "tomorrow" => when.day = self.today.since_epoch().map(|day| Day::of_epoch(day + 1)),
            "weekday" | "weekdays" => when.weekdays.extend(Weekday::WORKING),
            "weekend" | "weekends" => when.weekdays.extend([Weekday::Saturday, Weekday::Sunday]),
            "morning" | "mornings" | "am" => when.band = Some(Band::Morning),
            "afternoon" | "afternoons" | "pm" => when.band = Some(Band::Afternoon),
            "evening" | "evenings" | "night" | "nights" => when.band = Some(Band::Evening),
            "online" | "remote" => self.conditions.remote = true,
            "and" if !self.conditions.licences.is_empty() => self.conditions.all_licences = true,
            "and" | "or" | "in" | "on" | "at" | "a" | "an" | "the" | "who" | "can" | "is"
            | "free" | "for" | "with" => {}
            _ => return false,
        }
        true
    }
}

/// A licence, skill, place or thing on a card in Latin letters: in English, or as Japanese sounds.
fn known(together: &str, index: &Index) -> Option<Piece> {
    let folded = fold(together);
    let lexicon = Lexicon::starter();
    let term = lexicon.by_form(&folded).or_else(|| {
        latin_sounds(&folded)
            .iter()
            .find_map(|heard| lexicon.by_sound(heard))
    });
    if let Some(term) = term {
        return Some(if term.is_licence() {
            Piece::Licence(term.name.clone())
        } else {
            Piece::Word(together.to_owned())
        });
    }
    if let Some(area) = areas::named(&folded) {
        return Some(Piece::Area(area.to_owned()));
    }
    (!index.fields_of(&folded).is_empty()).then(|| Piece::Word(together.to_owned()))
}

/// Adds what was asked for, once, as far as a card could have it.
fn add(list: &mut Vec<String>, text: &str, max: usize) {
    let shown = text::shown(text.trim(), max);
    if !fold(&shown).is_empty() && !list.contains(&shown) && list.len() < MOST_TERMS {
        list.push(shown);
    }
}
