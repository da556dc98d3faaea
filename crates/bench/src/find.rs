//! Finding people: in a small and in a large circle of invented people, beside `SQLite`'s own search.

pub(crate) mod around;
mod fts;
pub(crate) mod invented;
mod judged;
mod kept;
mod made;
mod typed;
mod words;

pub(crate) use judged::Judged;

use crate::{
    clock,
    outcome::{BenchFault, BenchOutcome},
    random::SplitMix,
    report::BenchTable,
    trail::{self, GraphShape},
};
use fts::Fts;
use invented::InventedPerson;
use kept::KeptIndex;
use otagai_core::{
    date::Day,
    find::{Entry, Found, Index, LINE_CHARS, Language, Viewer, find, read_line, sentence},
    id::PersonId,
    sighting::Sighting,
    text::called,
    trail::TrustGraph,
};
use std::{collections::BTreeMap, hint::black_box, path::Path};
use typed::{KINDS, LINES, PASTED};

/// What everything invented begins with; another number, and it is other people.
pub(crate) const SEED: u64 = 6;
/// The day on which all is looked for: the one of the sample circle.
pub(crate) const TODAY: &str = "2026-11-21";
/// Who have worked together and vouch for each other: the first of the invented.
pub(crate) const MEMBERS: usize = 300;

/// How much is measured.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FindPlan {
    pub(crate) small: BenchCircle,
    pub(crate) large: BenchCircle,
    /// Graphs made and trails looked at.
    pub(crate) trails: (usize, usize),
}

/// A circle and how often it is looked through.
#[derive(Debug, Clone, Copy)]
pub(crate) struct BenchCircle {
    pub(crate) people: usize,
    /// Times that each line is typed, each with another viewer.
    times: usize,
    /// Times that the index is made.
    builds: usize,
}

pub(crate) const WHOLE: FindPlan = FindPlan {
    small: BenchCircle {
        people: 300,
        times: 30,
        builds: 20,
    },
    large: BenchCircle {
        people: 10_000,
        times: 12,
        builds: 5,
    },
    trails: (20, 3000),
};

pub(crate) const QUICK: FindPlan = FindPlan {
    small: BenchCircle {
        people: MEMBERS,
        times: 1,
        builds: 1,
    },
    large: BenchCircle {
        people: 1000,
        times: 1,
        builds: 1,
    },
    trails: (1, 50),
};

/// What is told beside the figures.
pub(crate) struct Searched {
    pub(crate) plan: FindPlan,
    /// What each search found in the small circle.
    pub(crate) judged: Vec<Judged>,
    /// The lines with how long each took in the large circle.
    pub(crate) lines: Vec<TypedLine>,
}

/// A line that was typed.
pub(crate) struct TypedLine {
    pub(crate) line: &'static str,
    /// Times in ms, in order.
    pub(crate) took: Vec<f64>,
    /// Who was found by the last viewer.
    pub(crate) hits: usize,
    pub(crate) near: usize,
    /// Ways to find more.
    pub(crate) widen: usize,
}

/// Measures finding people, and the trust trail.
pub(crate) fn measure(
    place: &Path,
    plan: FindPlan,
    table: &mut BenchTable,
) -> BenchOutcome<Searched> {
    let today: Day = TODAY.parse()?;
    let people = invented::people(plan.large.people, today, SEED);
    let members = people.get(..MEMBERS).ok_or("there are too few people")?;
    let standing = GraphShape::invent(members, today, SEED + 1);
    let small = people.get(..plan.small.people).unwrap_or_default();
    let kept = place.join("find-small");
    let (judged, _) = look(&kept, small, plan.small, &standing, ("f small", table))?;
    let kept = place.join("find-large");
    let (_, lines) = look(&kept, &people, plan.large, &standing, ("f large", table))?;
    trail::measure(members, &standing, plan.trails, SEED + 2, table)?;
    Ok(Searched {
        plan,
        judged,
        lines,
    })
}

/// What is looked through.
struct SearchedBook<'a> {
    people: &'a [InventedPerson],
    index: Index,
    graph: TrustGraph,
    today: Day,
    names: BTreeMap<PersonId, &'a str>,
}

fn look(
    place: &Path,
    people: &[InventedPerson],
    circle: BenchCircle,
    standing: &GraphShape,
    (part, table): (&'static str, &mut BenchTable),
) -> BenchOutcome<(Vec<Judged>, Vec<TypedLine>)> {
    let today: Day = TODAY.parse()?;
    let sightings = invented::sightings(people, MEMBERS, today, SEED + 3);
    let mut put = |name, value| table.put(part, name, value);
    put("cards", count(people.len())?);
    for _ in 0..circle.builds {
        put("build", build(people, &sightings).1);
    }
    let kept = KeptIndex::new(place, people, &sightings)?;
    put("bytes", count(kept.bytes)?);
    for _ in 0..circle.builds {
        put("load", kept.load()?.1);
    }
    let names = people.iter().map(|one| (one.id, one.card.short.as_str()));
    let mut seen = SearchedBook {
        people,
        index: kept.load()?.0,
        graph: standing.graph().0,
        today,
        names: names.collect(),
    };
    same(&seen, &build(people, &sightings).0)?;
    let lines = lines(&mut seen, &kept, circle.times, &mut put)?;
    let (fts, took) = Fts::build(people)?;
    put("fts build", took);
    for _ in 1..circle.builds {
        put("fts build", Fts::build(people)?.1);
    }
    words(&seen, &fts, circle.times, &mut put)?;
    Ok((judged::judge(&seen, &fts)?, lines))
}

fn count(number: usize) -> BenchOutcome<f64> {
    Ok(f64::from(u32::try_from(number)?))
}

/// The index straight from the cards, with how long it took, ms.
fn build(people: &[InventedPerson], sightings: &[Sighting]) -> (Index, f64) {
    let seen = sightings.to_vec();
    let begin = clock::now();
    let entries = people.iter().map(|one| (one.id, Entry::of(&one.card)));
    let index = Index::new(entries, seen);
    let took = clock::since(begin);
    (index, took)
}

/// What was kept must find the same people as what was just worked out. One line of each kind shows it.
fn same(seen: &SearchedBook<'_>, other: &Index) -> BenchOutcome {
    let viewer = seen.viewer(0)?;
    for line in LINES.iter().step_by(8) {
        let here = find(
            &seen.index,
            &read_line(line, &seen.index, seen.today)?.conditions,
            &viewer,
        );
        let there = find(
            other,
            &read_line(line, other, seen.today)?.conditions,
            &viewer,
        );
        if here != there {
            return Err(BenchFault::from(format!(
                "the index that was kept differs: {line}"
            )));
        }
    }
    Ok(())
}

impl SearchedBook<'_> {
    /// One of the members looks.
    fn viewer(&self, number: usize) -> BenchOutcome<Viewer<'_>> {
        let members = self.people.len().min(MEMBERS);
        let person = self.people.get(number % members.max(1));
        Ok(Viewer {
            person: person.ok_or("there is nobody")?.id,
            graph: &self.graph,
            today: self.today,
        })
    }

    /// What a window gets for a line: reads it, finds people, says why. With the moments between, ms.
    fn answer(&self, line: &str, viewer: &Viewer<'_>) -> BenchOutcome<(Found, [f64; 3])> {
        let begin = clock::now();
        let conditions = read_line(line, &self.index, self.today)?.conditions;
        let read = clock::now();
        let found = find(&self.index, &conditions, viewer);
        let searched = clock::now();
        let name = |person: PersonId| {
            let short = self.names.get(&person);
            called(short.copied().unwrap_or_default())
        };
        for hit in found.hits.iter().chain(&found.near).chain(&found.me) {
            black_box(sentence(&hit.reasons, Language::Japanese, &name));
        }
        let told = clock::now();
        let between = [(begin, read), (read, searched), (searched, told)];
        Ok((found, between.map(|(from, to)| clock::between(from, to))))
    }
}

fn lines(
    seen: &mut SearchedBook<'_>,
    kept: &KeptIndex,
    times: usize,
    put: &mut impl FnMut(&'static str, f64),
) -> BenchOutcome<Vec<TypedLine>> {
    let mut typed: Vec<TypedLine> = LINES
        .iter()
        .map(|line| TypedLine {
            line,
            took: Vec::new(),
            hits: 0,
            near: 0,
            widen: 0,
        })
        .collect();
    let mut viewers = SplitMix::new(SEED + 4);
    for _ in 0..times {
        for one in &mut typed {
            // Somebody's card was changed since the last search.
            let changed = seen.people.get(viewers.below(seen.people.len()));
            let changed = changed.ok_or("there is nobody")?.id;
            let begin = clock::now();
            kept.update(&mut seen.index, changed)?;
            let update = clock::since(begin);
            put("update", update);
            let viewer = seen.viewer(viewers.below(MEMBERS))?;
            let (found, [read, search, tell]) = seen.answer(one.line, &viewer)?;
            put("find", update + read + search + tell);
            put("read", read);
            put("search", search);
            put("tell", tell);
            one.took.push(update + read + search + tell);
            (one.hits, one.near) = (found.hits.len(), found.near.len());
            one.widen = found.widen.len();
        }
    }
    let longest: String = PASTED.chars().cycle().take(LINE_CHARS).collect();
    for number in 0..times {
        let took = seen.answer(&longest, &seen.viewer(number)?)?.1;
        put("longest", took.iter().sum());
    }
    for one in &mut typed {
        one.took.sort_by(f64::total_cmp);
    }
    Ok(typed)
}

/// The same single words by the product and by `SQLite`.
fn words(
    seen: &SearchedBook<'_>,
    fts: &Fts,
    times: usize,
    put: &mut impl FnMut(&'static str, f64),
) -> BenchOutcome {
    for number in 0..times {
        let viewer = seen.viewer(number)?;
        for (word, _) in KINDS.iter().flat_map(|kind| kind.words) {
            let took = seen.answer(word, &viewer)?.1;
            put("words", took.iter().sum());
            let begin = clock::now();
            black_box(fts.matching(word)?);
            put("fts words", clock::since(begin));
            let begin = clock::now();
            black_box(fts.like(word)?);
            put("like words", clock::since(begin));
        }
    }
    Ok(())
}
