//! The order of who was found, and the sentence that says it under every list.
//!
//! There is one list of what is looked at, [`ORDER`]: what a place in the list is made of, and what the sentence names.

use crate::language::Language;
use crate::trail::Closeness;

/// Up to so many days the word of a card is fresh.
const FRESH_DAYS: u32 = 31;
/// Up to so many days it is not yet old.
const NOT_OLD_DAYS: u32 = 183;

/// What is looked at to put people in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Criterion {
    /// Who has more of the words.
    Fits,
    /// Who rests or has left as an alumnus comes last.
    Here,
    /// How far somebody takes on what was asked for.
    TakesOn,
    /// Who works at a place comes before who only lives there.
    Place,
    /// Who had the original of a licence seen comes before who says so themselves.
    Seen,
    /// Who wrote just that comes before who wrote something like it.
    Words,
    /// How near somebody is to who looks.
    Near,
    /// How fresh the card is.
    Fresh,
}

/// What is looked at, the most telling first.
pub(super) const ORDER: [Criterion; 8] = [
    Criterion::Fits,
    Criterion::Here,
    Criterion::TakesOn,
    Criterion::Place,
    Criterion::Seen,
    Criterion::Words,
    Criterion::Near,
    Criterion::Fresh,
];

/// What is known of somebody who was found, each the better the lower.
#[derive(Debug, Clone, Copy)]
pub(super) struct Merits {
    /// Words that are not on the card.
    pub(super) missing: u8,
    /// Rests, or has left as an alumnus.
    pub(super) away: bool,
    /// By where on the card the words stand.
    pub(super) rank: u8,
    /// Only lives where it was asked for.
    pub(super) only_lives_there: bool,
    /// Holds a licence that was asked for, and nobody saw an original of one.
    pub(super) unseen: bool,
    /// How the words were heard.
    pub(super) heard: u8,
    /// How near they are to who looks.
    pub(super) closeness: Closeness,
    /// Days since the card was said to be right; none where that is not known.
    pub(super) days_ago: Option<u32>,
}

/// A place in the list; the lower the earlier.
pub(super) type ListRank = [u8; ORDER.len()];

/// Where somebody comes, by [`ORDER`].
pub(super) fn place(of: &Merits) -> ListRank {
    ORDER.map(|criterion| match criterion {
        Criterion::Fits => of.missing,
        Criterion::Here => u8::from(of.away),
        Criterion::TakesOn => of.rank,
        Criterion::Place => u8::from(of.only_lives_there),
        Criterion::Seen => u8::from(of.unseen),
        Criterion::Words => of.heard,
        Criterion::Near => of.closeness as u8,
        Criterion::Fresh => match of.days_ago {
            Some(0..=FRESH_DAYS) => 0,
            Some(..=NOT_OLD_DAYS) => 1,
            _ => 2,
        },
    })
}

/// The rule of the order, to be printed under every list.
pub fn rule(language: Language) -> String {
    let named = ORDER.map(|criterion| match language {
        Language::Japanese => japanese(criterion),
        Language::English => english(criterion),
    });
    match language {
        Language::Japanese => format!(
            "合う方を、{}の順に並べています。同じ方どうしは毎日入れかえます。推薦の数は順番に使いません。",
            named.join("、")
        ),
        Language::English => format!(
            "Those who fit, in this order: {}. Equals change places every day. The number of vouches is not used.",
            named.join("; ")
        ),
    }
}

const fn japanese(criterion: Criterion) -> &'static str {
    match criterion {
        Criterion::Fits => "合う言葉の多さ",
        Criterion::Here => "お休みや卒業でない方",
        Criterion::TakesOn => "お引き受けの度合い",
        Criterion::Place => "その場所でお会いできる方",
        Criterion::Seen => "資格の原本を見た方がいるか",
        Criterion::Words => "言葉の近さ",
        Criterion::Near => "つながりの近さ",
        Criterion::Fresh => "情報の新しさ",
    }
}

const fn english(criterion: Criterion) -> &'static str {
    match criterion {
        Criterion::Fits => "how many of the words they have",
        Criterion::Here => "who neither rests nor has left",
        Criterion::TakesOn => "how far they take it on",
        Criterion::Place => "who works at the place before who only lives there",
        Criterion::Seen => "whose original of a licence was seen",
        Criterion::Words => "how close the words are",
        Criterion::Near => "how near they are to you",
        Criterion::Fresh => "how fresh their card is",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEST: Merits = Merits {
        missing: 0,
        away: false,
        rank: 0,
        only_lives_there: false,
        unseen: false,
        heard: 0,
        closeness: Closeness::WorkedTogether,
        days_ago: Some(0),
    };

    /// Worse in one thing only, with what the rule calls it.
    fn worse() -> [(Merits, &'static str); 8] {
        [
            (Merits { missing: 1, ..BEST }, "合う言葉の多さ"),
            (Merits { away: true, ..BEST }, "お休みや卒業でない方"),
            (Merits { rank: 1, ..BEST }, "お引き受けの度合い"),
            (
                Merits {
                    only_lives_there: true,
                    ..BEST
                },
                "その場所でお会いできる方",
            ),
            (
                Merits {
                    unseen: true,
                    ..BEST
                },
                "資格の原本を見た方がいるか",
            ),
            (Merits { heard: 1, ..BEST }, "言葉の近さ"),
            (
                Merits {
                    closeness: Closeness::NotYet,
                    ..BEST
                },
                "つながりの近さ",
            ),
            (
                Merits {
                    days_ago: Some(32),
                    ..BEST
                },
                "情報の新しさ",
            ),
        ]
    }

    #[test]
    fn the_rule_names_what_the_order_looks_at_in_its_order() {
        let rule = rule(Language::Japanese);
        let mut rest = rule.as_str();
        for (one, named) in worse() {
            assert!(place(&BEST) < place(&one), "{named} counts");
            let (_, after) = rest.split_once(named).unwrap();
            rest = after;
        }
        for pair in worse().windows(2) {
            let [(earlier, named), (later, _)] = pair else {
                continue;
            };
            assert!(place(earlier) > place(later), "{named} counts more");
        }
    }
}
