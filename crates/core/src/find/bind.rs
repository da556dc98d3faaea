//! What belongs together in a line: what か, と and 以外 stand for, and what is not heeded.

use super::{
    atom::Atom,
    clock::ClockTime,
    conditions::MOST_TERMS,
    fold::fold,
    index::Index,
    lexicon::Lexicon,
    reading::{LeftWhy, Leftover, Reading},
    token::{Join, Says, Token, TokenKind},
    typed::Typed,
};
use crate::{date::Day, text};

/// Makes conditions of the pieces of a line.
pub(super) fn bind(tokens: &[Token], typed: &Typed<'_>, index: &Index, today: Day) -> Reading {
    let mut binder = Binder {
        reading: Reading::default(),
        typed,
        index,
        today,
    };
    let unwanted = binder.unwanted(tokens);
    binder.things(tokens, &unwanted);
    binder.times(tokens, &unwanted);
    binder.licences(tokens, &unwanted);
    let mut reading = binder.reading;
    reading.left.sort_by_key(|left| left.from);
    reading
}

/// Things of one class can be named together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    When,
    Area,
    Licence,
    Word,
    Says,
}

const fn class(kind: &TokenKind) -> Option<Class> {
    Some(match kind {
        TokenKind::When(_) => Class::When,
        TokenKind::Area(_) => Class::Area,
        TokenKind::Licence(_) => Class::Licence,
        TokenKind::Hobby(_) | TokenKind::Word(_) => Class::Word,
        TokenKind::Says(_) => Class::Says,
        _ => return None,
    })
}

struct Binder<'a> {
    reading: Reading,
    typed: &'a Typed<'a>,
    index: &'a Index,
    today: Day,
}

impl Binder<'_> {
    fn left(&mut self, token: &Token, why: LeftWhy) {
        let (from, to) = self.typed.range(token.from, token.to);
        let text = self.typed.line.chars().skip(from).take(to - from).collect();
        self.reading.left.push(Leftover {
            from,
            to,
            text,
            why,
        });
    }

    /// Which pieces are not wanted: the group before 以外, the group behind "not".
    fn unwanted(&mut self, tokens: &[Token]) -> Vec<bool> {
        let mut unwanted = vec![false; tokens.len()];
        for (at, token) in tokens.iter().enumerate() {
            let group = match token.kind {
                TokenKind::Not => group(tokens, at, true),
                TokenKind::NotNext => group(tokens, at, false),
                _ => continue,
            };
            if group.is_empty() {
                self.left(token, LeftWhy::Unheeded);
            }
            for one in group {
                if let Some(place) = unwanted.get_mut(one) {
                    *place = true;
                }
            }
        }
        unwanted
    }

    /// Places, words, hobbies, licences and conditions that are a yes or no.
    fn things(&mut self, tokens: &[Token], unwanted: &[bool]) {
        for (token, unwanted) in tokens.iter().zip(unwanted) {
            let conditions = &mut self.reading.conditions;
            let (list, text, max) = match (&token.kind, unwanted) {
                (TokenKind::Area(area), false) => (&mut conditions.areas, area, 20),
                (TokenKind::Area(area), true) => (&mut conditions.except.areas, area, 20),
                (TokenKind::Licence(licence), false) => (&mut conditions.licences, licence, 40),
                (TokenKind::Licence(licence), true) => {
                    (&mut conditions.except.licences, licence, 40)
                }
                (TokenKind::Hobby(hobby), false) => (&mut conditions.hobbies, hobby, 40),
                (TokenKind::Word(word), false) => (&mut conditions.words, word, 40),
                (TokenKind::Hobby(word) | TokenKind::Word(word), true) => {
                    (&mut conditions.except.words, word, 40)
                }
                (TokenKind::Says(says), unwanted) => {
                    if !self.says(*says, *unwanted) {
                        self.left(token, LeftWhy::Unheeded);
                    }
                    continue;
                }
                (TokenKind::Unheeded, _) => {
                    self.left(token, LeftWhy::Unheeded);
                    continue;
                }
                _ => continue,
            };
            let added = add(list, text, max);
            if !added {
                self.left(token, LeftWhy::TooMany);
            } else if matches!(token.kind, TokenKind::Word(_)) && self.is_unknown(text) {
                self.left(token, LeftWhy::Unknown);
            }
        }
    }

    /// Whether a word stands on no card and names nothing that is known.
    fn is_unknown(&self, word: &str) -> bool {
        let known = Lexicon::starter().by_form(&fold(word)).is_some();
        !known && self.index.look_up(word).is_empty()
    }

    /// Whether the condition could be taken: 急ぎ以外 says nothing.
    const fn says(&mut self, says: Says, unwanted: bool) -> bool {
        let conditions = &mut self.reading.conditions;
        match (says, unwanted) {
            (Says::Remote, false) | (Says::InPerson, true) => conditions.remote = true,
            (Says::InPerson, false) | (Says::Remote, true) => conditions.in_person = true,
            (Says::Urgent, false) => conditions.urgent = true,
            (Says::Record, false) => conditions.record = true,
            (Says::Hiring, false) => conditions.hiring = true,
            (_, true) => return false,
        }
        true
    }

    fn times(&mut self, tokens: &[Token], unwanted: &[bool]) {
        let mut wanted = ClockTime::new(self.today);
        let mut except: Option<ClockTime> = None;
        let mut join = None;
        let mut excepted = Vec::new();
        let mut before = false;
        // 毎週, of which no day of the week follows, is not heeded.
        let mut every: Option<&Token> = None;
        for (token, unwanted) in tokens.iter().zip(unwanted) {
            match &token.kind {
                TokenKind::When(atom) => {
                    if matches!(atom, Atom::Weekdays { .. } | Atom::Nth { .. }) {
                        every = None;
                    } else if let Some(token) = every.take() {
                        self.left(token, LeftWhy::Unheeded);
                    }
                    if *atom == Atom::Every {
                        every = Some(token);
                    }
                    let why = if *unwanted {
                        let clock = except.get_or_insert_with(|| ClockTime::new(self.today));
                        clock.take(atom, join.filter(|_| before))
                    } else {
                        wanted.take(atom, join.filter(|_| before))
                    };
                    if let Some(why) = why {
                        self.left(token, why);
                    }
                    (join, before) = (None, true);
                }
                TokenKind::Join(Join::Of) | TokenKind::Gap | TokenKind::Filler => {}
                TokenKind::Join(found) => join = Some(*found),
                TokenKind::All if before => wanted.all(),
                TokenKind::Not => {
                    excepted.extend(except.take().map(|clock| clock.finish().0));
                    (join, before) = (None, false);
                }
                _ => (join, before) = (None, false),
            }
        }
        if let Some(token) = every {
            self.left(token, LeftWhy::Unheeded);
        }
        excepted.extend(except.take().map(|clock| clock.finish().0));
        let (mut times, all) = wanted.finish();
        if times.len() > MOST_TERMS {
            times.truncate(MOST_TERMS);
            let mut late = tokens
                .iter()
                .filter(|token| matches!(token.kind, TokenKind::When(_)));
            if let Some(token) = late.nth(MOST_TERMS) {
                self.left(token, LeftWhy::TooMany);
            }
        }
        let when = &mut self.reading.conditions.when;
        when.times = times;
        when.all = all;
        when.except = excepted.into_iter().flatten().take(MOST_TERMS).collect();
    }

    /// All of the licences are asked for where と stands between them, or 両方 behind them.
    fn licences(&mut self, tokens: &[Token], unwanted: &[bool]) {
        let (mut and, mut or) = (false, false);
        let mut join = None;
        let mut before = false;
        for (token, unwanted) in tokens.iter().zip(unwanted) {
            match &token.kind {
                TokenKind::Licence(_) if !unwanted => {
                    if before {
                        and |= join == Some(Join::And);
                        or |= join == Some(Join::Or);
                    }
                    (join, before) = (None, true);
                }
                TokenKind::Join(Join::Of) | TokenKind::Gap | TokenKind::Filler => {}
                TokenKind::Join(found) => join = Some(*found),
                TokenKind::All => and |= before,
                _ => (join, before) = (None, false),
            }
        }
        let conditions = &mut self.reading.conditions;
        conditions.all_licences = and && !or && conditions.licences.len() > 1;
    }
}

/// The pieces that 以外 takes with it: those right before it that are joined, or of one time. `back`: before it.
fn group(tokens: &[Token], at: usize, back: bool) -> Vec<usize> {
    let step = |from: usize| {
        if back {
            from.checked_sub(1)
        } else {
            Some(from + 1)
        }
    };
    let kind = |at: Option<usize>| at.and_then(|at| tokens.get(at)).map(|token| &token.kind);
    let passed = |kind: Option<&TokenKind>| {
        matches!(kind, Some(TokenKind::Gap)) || !back && matches!(kind, Some(TokenKind::Filler))
    };
    let mut here = step(at);
    while passed(kind(here))
        || matches!(
            kind(here),
            Some(TokenKind::Join(Join::Of) | TokenKind::Filler)
        )
    {
        here = here.and_then(step);
    }
    let Some(of) = kind(here).and_then(class) else {
        return Vec::new();
    };
    let mut found: Vec<usize> = here.into_iter().collect();
    loop {
        let mut next = here.and_then(step);
        if kind(next).and_then(class) == Some(of) && of == Class::When {
            found.extend(next);
            here = next;
            continue;
        }
        // Spaces part the group from what stands before it; in English there are spaces within it.
        while !back && passed(kind(next)) {
            next = next.and_then(step);
        }
        if !matches!(kind(next), Some(TokenKind::Join(_))) {
            return found;
        }
        let joined =
            matches!(kind(next), Some(TokenKind::Join(Join::Or | Join::And))) || of == Class::When;
        next = next.and_then(step);
        while !back && passed(kind(next)) {
            next = next.and_then(step);
        }
        if !joined || kind(next).and_then(class) != Some(of) {
            return found;
        }
        found.extend(next);
        here = next;
    }
}

/// Adds what was asked for, once, as far as a card could have it; false where there is no room for it.
fn add(list: &mut Vec<String>, text: &str, max: usize) -> bool {
    let shown = text::shown(text.trim(), max);
    if fold(&shown).is_empty() || list.contains(&shown) {
        return true;
    }
    let room = list.len() < MOST_TERMS;
    if room {
        list.push(shown);
    }
    room
}
