//! How a card is made up: names, texts, skills, times and places, all by lot.

use super::{
    around::{after, before},
    words::{
        AREAS, COMMON, DOINGS, FAMILY_HEADS, FAMILY_TAILS, GIVEN_HEADS, GIVEN_TAILS, HOBBIES,
        LIMITS, MANNERS, OTHERWISE, ROLES, TOPICS, WORKPLACES,
    },
};
use crate::random::SplitMix;
use otagai_core::{
    card::{
        Availability, Band, Card, Free, Hobby, Level, Licence, LicenceKind, News, Presence,
        PresenceState, Strength, Way, Week, Weekday, Welcome, Wish, WishKind,
    },
    date::Day,
    find::{Lexicon, Term, TermKind},
};

/// A whole card as of a day.
pub(super) fn card(random: &mut SplitMix, today: Day) -> Card {
    CardMaker { random, today }.card()
}

struct CardMaker<'a> {
    random: &'a mut SplitMix,
    today: Day,
}

impl CardMaker<'_> {
    fn card(&mut self) -> Card {
        let (name, reading, short) = self.name();
        Card {
            name,
            reading,
            short,
            banner: self.banner(),
            strengths: self.strengths(),
            availability: self.random.chance(85).then(|| self.availability()),
            photo: None,
            licences: self.licences(),
            trade: self.trade(),
            past: self.sometimes(30, Self::past),
            hobbies: self.hobbies(),
            wishes: self.wishes(),
            way: self.random.chance(90).then(|| self.way()),
            contact: None,
            welcome: Welcome {
                record: self.random.chance(15),
                first_time: self.random.chance(40),
                urgent: self.random.chance(10),
                hiring: false,
            },
            presence: self.presence(),
            news: self.random.chance(15).then(|| News {
                text: format!("{}をはじめました", self.niche()),
                on: self.lately(90),
            }),
            reviewed_on: self.lately(400),
            // Nobody is looked for by these.
            contact_ways: Vec::new(),
        }
    }

    fn sometimes(&mut self, percent: usize, what: impl Fn(&mut Self) -> String) -> String {
        if self.random.chance(percent) {
            what(self)
        } else {
            String::new()
        }
    }

    fn lately(&mut self, days: usize) -> String {
        before(self.today, self.random.below(days)).to_string()
    }

    /// Name, reading, and what to be called.
    fn name(&mut self) -> (String, String, String) {
        let (mut family, family_read) = self.family();
        let (first, last) = (
            self.random.read_word(GIVEN_HEADS),
            self.random.read_word(GIVEN_TAILS),
        );
        if self.random.chance(25) {
            let other = |c| {
                let found = OTHERWISE.iter().find(|(usual, _)| *usual == c);
                found.map_or(c, |(_, other)| *other)
            };
            family = family.chars().map(other).collect();
        }
        let given_read = format!("{}{}", first.1, last.1);
        let short = match self.random.below(10) {
            0 => format!("{family_read}先生"),
            1..5 => format!("{given_read}さん"),
            _ => format!("{family_read}さん"),
        };
        (
            format!("{family} {}{}", first.0, last.0),
            format!("{family_read} {given_read}"),
            short,
        )
    }

    /// A family name with its reading, one of the common ones for one in four.
    fn family(&mut self) -> (String, String) {
        let (head, tail) = if self.random.chance(25) {
            (self.random.read_word(COMMON), ("", ""))
        } else {
            (
                self.random.read_word(FAMILY_HEADS),
                self.random.read_word(FAMILY_TAILS),
            )
        };
        (
            format!("{}{}", head.0, tail.0),
            format!("{}{}", head.1, tail.1),
        )
    }

    /// A skill that hardly anybody else has.
    fn niche(&mut self) -> String {
        format!("{}{}", self.random.word(TOPICS), self.random.word(DOINGS))
    }

    fn banner(&mut self) -> String {
        let (topic, other) = (self.random.word(TOPICS), self.random.word(TOPICS));
        let (role, years) = (self.random.word(ROLES), self.random.below(40) + 1);
        match self.random.below(4) {
            0 => format!("{topic}と{other}の間をつなぐ{role}です"),
            1 => format!(
                "{}で{years}年、{topic}ひとすじの{role}",
                self.random.word(AREAS)
            ),
            2 => format!(
                "{topic}のことなら{years}年分お話しできる{}",
                self.random.word(ROLES)
            ),
            _ => format!(
                "{}{role}、{topic}も{other}も好きです",
                self.random.word(MANNERS)
            ),
        }
    }

    fn trade(&mut self) -> String {
        let (place, years) = (self.random.word(WORKPLACES), self.random.below(35) + 1);
        let niche = self.niche();
        match self.random.below(3) {
            0 => format!("{place}で{niche}の担当({years}年)"),
            1 => format!(
                "{}の{place}を営む、{niche}({years}年目)",
                self.random.word(AREAS)
            ),
            _ => format!("{niche}で独立({years}年)、前は{place}"),
        }
    }

    fn past(&mut self) -> String {
        let (place, other) = (self.random.word(WORKPLACES), self.random.word(WORKPLACES));
        format!(
            "{place}に{}年、{other}に{}年。{}と{}を受け持ち、{}でも働きました",
            self.random.below(20) + 1,
            self.random.below(20) + 1,
            self.niche(),
            self.niche(),
            self.random.word(AREAS)
        )
    }

    fn strengths(&mut self) -> Vec<Strength> {
        let mut strengths: Vec<Strength> = Vec::new();
        for _ in 0..3 + self.random.below(4) {
            let skill = if self.random.chance(30) {
                self.niche()
            } else {
                self.term(|term| term.kind == TermKind::Skill).0
            };
            let level = match self.random.below(20) {
                0 | 1 => Level::Dont,
                2..7 => Level::Little,
                _ => Level::Do,
            };
            if strengths.iter().all(|one| one.skill != skill) {
                strengths.push(Strength {
                    skill,
                    level,
                    limit: self.sometimes(30, |maker| maker.random.word(LIMITS).to_owned()),
                });
            }
        }
        strengths
    }

    fn licences(&mut self) -> Vec<Licence> {
        let mut licences: Vec<Licence> = Vec::new();
        for _ in 0..self.random.below(3) {
            let (name, kind) = self.term(Term::is_licence);
            let until = self.sometimes(20, |maker| {
                let days = maker.random.below(1000);
                after(before(maker.today, 200), days).to_string()
            });
            if licences.iter().all(|one| one.name != name) {
                licences.push(Licence { name, kind, until });
            }
        }
        licences
    }

    /// A word of the starter vocabulary.
    fn term(&mut self, wanted: impl Fn(&Term) -> bool) -> (String, LicenceKind) {
        let terms = Lexicon::starter().terms();
        let wanted: Vec<&Term> = terms.iter().filter(|term| wanted(term)).collect();
        let term = wanted.get(self.random.below(wanted.len()));
        let kind = match term.map(|term| term.kind) {
            Some(TermKind::Licence(kind)) => kind,
            _ => LicenceKind::Private,
        };
        (term.map(|term| term.name.clone()).unwrap_or_default(), kind)
    }

    fn hobbies(&mut self) -> Vec<Hobby> {
        let mut hobbies: Vec<Hobby> = Vec::new();
        for _ in 0..self.random.below(4) {
            let name = self.random.word(HOBBIES).to_owned();
            let years = self.random.chance(60).then(|| self.random.up_to(39) + 1);
            if hobbies.iter().all(|one| one.name != name) {
                hobbies.push(Hobby { name, years });
            }
        }
        hobbies
    }

    fn wishes(&mut self) -> Vec<Wish> {
        let kinds = [WishKind::Teach, WishKind::Learn, WishKind::Try];
        let mut wishes = Vec::new();
        for kind in kinds {
            if self.random.chance(25) {
                let what = self.niche();
                wishes.push(Wish { kind, what });
            }
        }
        wishes
    }

    fn availability(&mut self) -> Availability {
        let status = match self.random.below(10) {
            0 => Free::Full,
            1 | 2 => Free::Ask,
            3..6 => Free::Some,
            _ => Free::Open,
        };
        let mut week = Week::default();
        if self.random.chance(85) {
            for day in Weekday::ALL {
                for band in Band::ALL {
                    let percent = if Weekday::WORKING.contains(&day) {
                        35
                    } else {
                        15
                    };
                    if self.random.chance(percent) {
                        week = week.with(day, band);
                    }
                }
            }
        }
        let mut stated = Availability::said(status, "", self.lately(300));
        stated.week = week;
        stated.hours = self.random.chance(50).then(|| self.random.up_to(30) + 1);
        stated.from = self.sometimes(10, |maker| {
            after(maker.today, maker.random.below(150)).to_string()
        });
        stated
    }

    fn way(&mut self) -> Way {
        let mut areas: Vec<String> = Vec::new();
        for _ in 0..self.random.below(4) {
            let area = self.random.word(AREAS).to_owned();
            if !areas.contains(&area) {
                areas.push(area);
            }
        }
        Way {
            remote: areas.is_empty() || self.random.chance(60),
            areas,
            home: self.random.word(AREAS).to_owned(),
        }
    }

    /// One in twenty rests, one in twenty-five has left as an alumnus.
    fn presence(&mut self) -> Presence {
        let state = match self.random.below(100) {
            0..5 => PresenceState::Resting,
            5..9 => PresenceState::Alumnus,
            _ => PresenceState::Active,
        };
        Presence {
            state,
            until: String::new(),
            advice: state == PresenceState::Alumnus && self.random.chance(50),
            depth: None,
        }
    }
}
