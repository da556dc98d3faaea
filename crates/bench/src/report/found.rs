//! What the searches found, and how long each typed line took.

use super::{digits::digits, lines::Unit};
use crate::{
    find::{Judged, Searched},
    outcome::BenchOutcome,
};
use std::fmt::Write;

/// Words of a kind that are shown.
const EXAMPLES: usize = 3;

/// Writes both tables.
pub(super) fn write(text: &mut String, searched: &Searched) -> BenchOutcome {
    judged(text, &searched.judged)?;
    lines(text, searched)
}

fn judged(text: &mut String, all: &[Judged]) -> BenchOutcome {
    writeln!(
        text,
        "### f. What each finds and misses, in the small circle\n\n\
         Found / missed / others: of the cards that have the skill, licence, hobby or name, and cards besides.\n\n\
         | kind of word | words | Otagai | FTS5 trigram | `LIKE` |\n\
         | --- | --- | ---: | ---: | ---: |"
    )?;
    for one in all {
        let examples: Vec<&str> = one
            .words
            .iter()
            .map(|(word, _)| *word)
            .take(EXAMPLES)
            .collect();
        let more = if one.words.len() > EXAMPLES {
            ", …"
        } else {
            ""
        };
        write!(
            text,
            "| {} | {}: {}{more} ",
            one.title,
            one.words.len(),
            examples.join(", ")
        )?;
        for score in &one.by {
            write!(
                text,
                "| {} / {} / {} ",
                score.found, score.missed, score.others
            )?;
        }
        writeln!(text, "|")?;
    }
    let product = all.iter().filter_map(|one| one.by.first());
    let lost: Vec<String> = product
        .flat_map(|score| &score.lost)
        .map(|(word, missed, meant)| format!("{word} ({missed} of {meant})"))
        .collect();
    let lost = if lost.is_empty() {
        "none".to_owned()
    } else {
        lost.join(", ")
    };
    writeln!(text, "\nWords by which Otagai misses somebody: {lost}.")?;
    let idle = all.iter().flat_map(|one| &one.words);
    let idle: Vec<&str> = idle
        .filter(|(_, meant)| *meant == 0)
        .map(|(word, _)| *word)
        .collect();
    if !idle.is_empty() {
        writeln!(
            text,
            "\nWords that are meant for nobody in this circle: {}.",
            idle.join(", ")
        )?;
    }
    writeln!(text)?;
    Ok(())
}

fn lines(text: &mut String, searched: &Searched) -> BenchOutcome {
    writeln!(
        text,
        "### f. The typed lines in the large circle\n\n\
         Found and nearly found: by the last who looked; an answer holds at most 300 and 30.\n\n\
         | typed | p50, ms | max, ms | found | nearly | ways to find more |\n\
         | --- | ---: | ---: | ---: | ---: | ---: |"
    )?;
    for one in &searched.lines {
        let middle = one
            .took
            .get(one.took.len() / 2)
            .copied()
            .unwrap_or_default();
        let most = one.took.last().copied().unwrap_or_default();
        writeln!(
            text,
            "| {} | {} | {} | {} | {} | {} |",
            one.line,
            digits(middle, Unit::Ms),
            digits(most, Unit::Ms),
            one.hits,
            one.near,
            one.widen
        )?;
    }
    writeln!(text)?;
    Ok(())
}
