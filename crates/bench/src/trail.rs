//! The trust graph of a large circle, and trails in it.

use crate::{
    clock,
    find::{around::before, invented::InventedPerson},
    outcome::BenchOutcome,
    random::SplitMix,
    report::BenchTable,
};
use otagai_core::{
    card::Level,
    date::Day,
    id::{DocumentId, PersonId},
    trail::{ActiveVouch, Job, TrustGraph},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    hint::black_box,
};

/// Vouches of the graph.
pub(crate) const VOUCHES: usize = 3000;
/// Jobs of the graph; each vouch is for one of them.
pub(crate) const JOBS: usize = 5000;
/// Months for which a vouch counts.
const MONTHS: u32 = 36;

/// What a graph is made of.
pub(crate) struct GraphShape {
    today: Day,
    vouches: Vec<ActiveVouch>,
    jobs: Vec<Job>,
    invited_by: BTreeMap<PersonId, Option<PersonId>>,
}

impl GraphShape {
    /// Who of these people worked with whom, vouches for whom, and invited whom: the same in every run.
    ///
    /// Seven in ten jobs are among people who stand near each other in the list, the others among any. Two to four
    /// people confirm one. Vouches go from one of them to another, for a skill or two on the subject's card; of those
    /// signed in the last three and a half years one in seven has expired.
    pub(crate) fn invent(people: &[InventedPerson], today: Day, seed: u64) -> Self {
        let mut maker = GraphMaker {
            random: SplitMix::new(seed),
            people,
            today,
        };
        let jobs: Vec<(Job, Vec<usize>)> = (0..JOBS).map(|_| maker.job()).collect();
        let vouches = (0..VOUCHES).filter_map(|number| {
            let (job, who) = jobs.get(number * JOBS / VOUCHES)?;
            maker.vouch(job, who)
        });
        Self {
            today,
            vouches: vouches.collect(),
            invited_by: maker.invitations(),
            jobs: jobs.into_iter().map(|(job, _)| job).collect(),
        }
    }

    /// The graph, with how long it took, ms.
    pub(crate) fn graph(&self) -> (TrustGraph, f64) {
        let (vouches, jobs) = (self.vouches.clone(), self.jobs.clone());
        let invited_by = self.invited_by.clone();
        let begin = clock::now();
        let graph = TrustGraph::new(vouches, jobs, invited_by, self.today);
        let took = clock::since(begin);
        (graph, took)
    }
}

struct GraphMaker<'a> {
    random: SplitMix,
    people: &'a [InventedPerson],
    today: Day,
}

impl GraphMaker<'_> {
    fn job(&mut self) -> (Job, Vec<usize>) {
        let count = self.people.len();
        let first = self.random.below(count);
        let near = self.random.chance(70);
        let mut who = vec![first];
        for _ in 0..=self.random.below(3) {
            let other = if near {
                (first + 1 + self.random.below(20)) % count.max(1)
            } else {
                self.random.below(count)
            };
            if !who.contains(&other) {
                who.push(other);
            }
        }
        if who.len() < 2 {
            who.push((first + 1) % count.max(1));
        }
        let ids = who.iter().filter_map(|at| self.people.get(*at));
        let job = Job {
            document: DocumentId::from_bytes(self.random.bytes()),
            confirmed_by: ids.map(|person| person.id).collect(),
        };
        (job, who)
    }

    fn vouch(&mut self, job: &Job, who: &[usize]) -> Option<ActiveVouch> {
        let author = self.people.get(*who.first()?)?;
        let subject = self.people.get(*who.get(1)?)?;
        let (author, subject) = if self.random.chance(50) {
            (author, subject)
        } else {
            (subject, author)
        };
        let signed_on = before(self.today, self.random.below(1278));
        let skills = [(), ()].map(|()| self.skill(subject));
        Some(ActiveVouch {
            document: DocumentId::from_bytes(self.random.bytes()),
            author: author.id,
            subject: subject.id,
            job: job.document,
            skills: BTreeSet::from(skills),
            signed_on,
            valid_until: signed_on.plus_months(MONTHS),
        })
    }

    fn skill(&mut self, subject: &InventedPerson) -> String {
        let strengths = subject.card.strengths.iter();
        let taken_on: Vec<&String> = strengths
            .filter(|strength| strength.level != Level::Dont)
            .map(|strength| &strength.skill)
            .collect();
        let skill = taken_on.get(self.random.below(taken_on.len()));
        skill.map_or_else(|| "傾聴".to_owned(), |skill| (*skill).clone())
    }

    /// The first is the founder; everybody else was invited by somebody before them.
    fn invitations(&mut self) -> BTreeMap<PersonId, Option<PersonId>> {
        let mut invited_by = BTreeMap::new();
        for (number, person) in self.people.iter().enumerate() {
            let by = self.people.get(self.random.below(number));
            let by = by.filter(|_| number > 0).map(|by| by.id);
            invited_by.insert(person.id, by);
        }
        invited_by
    }
}

/// Measures making the graph, nearness, and trails between any two for a skill of the one looked at.
pub(crate) fn measure(
    people: &[InventedPerson],
    standing: &GraphShape,
    (graphs, trails): (usize, usize),
    seed: u64,
    table: &mut BenchTable,
) -> BenchOutcome {
    let (graph, _warm) = standing.graph();
    for _ in 0..graphs {
        table.put("g", "graph", standing.graph().1);
    }
    let counts = [
        ("members", people.len()),
        ("vouches", standing.vouches.len()),
        ("jobs", standing.jobs.len()),
    ];
    for (name, count) in counts {
        table.put("g", name, f64::from(u32::try_from(count)?));
    }
    let mut maker = GraphMaker {
        random: SplitMix::new(seed),
        people,
        today: standing.today,
    };
    for _ in 0..trails {
        let viewer = people.get(maker.random.below(people.len()));
        let subject = people.get(maker.random.below(people.len()));
        let (Some(viewer), Some(subject)) = (viewer, subject) else {
            continue;
        };
        let skill = maker.skill(subject);
        let begin = clock::now();
        let trail = black_box(graph.trail(viewer.id, subject.id, &skill));
        table.put("g", "trail", clock::since(begin));
        table.put("g", "paths", f64::from(u32::try_from(trail.paths.len())?));
        let begin = clock::now();
        black_box(graph.near(viewer.id));
        table.put("g", "near", clock::since(begin));
    }
    Ok(())
}
