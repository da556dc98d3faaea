//! Graphs as drawings of characters, which the tests read.
//!
//! ```text
//! me ==== aki --teach--> sora       me and aki worked together; aki vouches for sora
//! me ==#J1== aki                    … in the job J1
//! aki --teach,cook@2025-01-10!2025-12-31#J1--> sora
//!                                   two skills, the day, the last day, the job
//! kiku ~~> hitomi                   kiku invited hitomi
//! ```
//!
//! Whoever vouches worked with the subject: without `#` in a job of their own. A vouch without `@` was signed
//! on 2026-06-01, and without `!` counts for three years. Today is 2026-11-21.

use super::*;

pub(super) const TODAY: &str = "2026-11-21";

/// What a graph is built from.
#[derive(Debug, Clone, Default)]
pub(super) struct Drawing {
    pub(super) vouches: Vec<ActiveVouch>,
    pub(super) jobs: Vec<Job>,
    pub(super) invited_by: BTreeMap<PersonId, Option<PersonId>>,
}

impl Drawing {
    pub(super) fn read(drawing: &str) -> Self {
        let mut read = Self::default();
        for line in drawing.lines() {
            let mut words = line.split_whitespace();
            let Some(mut left) = words.next() else {
                continue;
            };
            while let Some(edge) = words.next() {
                let right = words.next().expect("an edge leads to somebody");
                read.edge(left, edge, right);
                left = right;
            }
        }
        read
    }

    fn edge(&mut self, left: &str, edge: &str, right: &str) {
        let (left, right) = (person(left), person(right));
        if edge.starts_with('~') {
            self.invited_by.entry(left).or_insert(None);
            self.invited_by.insert(right, Some(left));
            return;
        }
        let said = edge.trim_end_matches('>').trim_matches(['-', '=']);
        let (said, job) = said.split_once('#').unwrap_or((said, ""));
        let (said, until) = said.split_once('!').unwrap_or((said, ""));
        let (skills, on) = said.split_once('@').unwrap_or((said, "2026-06-01"));
        let job = if job.is_empty() {
            document(&format!("job {}", self.jobs.len()))
        } else {
            document(job)
        };
        self.jobs.push(Job {
            document: job,
            confirmed_by: BTreeSet::from([left, right]),
        });
        if edge.starts_with('-') {
            let signed_on = day(on);
            self.vouches.push(ActiveVouch {
                document: document(&format!("vouch {}", self.vouches.len())),
                author: left,
                subject: right,
                job,
                skills: skills.split(',').map(ToOwned::to_owned).collect(),
                signed_on,
                valid_until: until.parse().unwrap_or(signed_on.plus_months(36)),
            });
        }
    }

    pub(super) fn graph(self) -> TrustGraph {
        TrustGraph::new(self.vouches, self.jobs, self.invited_by, day(TODAY))
    }
}

pub(super) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// The person of this name; ids are in the order of the names.
pub(super) fn person(name: &str) -> PersonId {
    PersonId::from_bytes(bytes(name))
}

pub(super) fn document(name: &str) -> DocumentId {
    DocumentId::from_bytes(bytes(name))
}

pub(super) fn name(person: PersonId) -> String {
    let letters = person.as_bytes().iter().take_while(|byte| **byte != 0);
    letters.map(|byte| char::from(*byte)).collect()
}

fn bytes(name: &str) -> [u8; 32] {
    let mut bytes = [0; 32];
    bytes[..name.len()].copy_from_slice(name.as_bytes());
    bytes
}

pub(super) fn names(people: &[PersonId]) -> String {
    let people: Vec<_> = people.iter().copied().map(name).collect();
    people.join(" ")
}

/// Who vouches, with repeats, ⇄ and how recent.
pub(super) fn vouchers(trail: &Trail) -> Vec<String> {
    let vouchers = trail.vouchers.iter().map(|voucher| {
        let repeats = voucher.repeats.as_deref().unwrap_or_default();
        let mutual = if voucher.mutual { "⇄" } else { "" };
        let fresh = match voucher.freshness {
            Freshness::Recent => "最近",
            Freshness::WithinTwoYears => "2年以内",
            Freshness::Older => "2年以上前",
        };
        format!("{}{repeats}{mutual} {fresh}", name(voucher.person))
    });
    vouchers.collect()
}

/// The paths, each as "= who worked with the viewer > whom they vouch for > …".
pub(super) fn paths(trail: &Trail) -> Vec<String> {
    let paths = trail.paths.iter().map(|path| {
        let people: Vec<_> = path.people().map(name).collect();
        format!("= {}", people.join(" > "))
    });
    paths.collect()
}
