//! Paths from a viewer to a subject, through people whom the viewer knows from work.

use super::{ActiveVouch, TrustGraph, Voucher};
use crate::{
    id::{DocumentId, PersonId},
    word_enum::word_enum,
};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

/// The most paths that are shown.
const MOST_PATHS: usize = 3;

/// One way from the viewer to the subject, by first-hand experience all along.
///
/// It begins with a job that the viewer did together with somebody and goes on by vouches. The last vouch is
/// for the skill in question, one before it for any skill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// Whom the viewer worked with: the subject, or the first of those between.
    pub worked_with: PersonId,
    /// The jobs that both of them confirmed; at least one.
    pub jobs: BTreeSet<DocumentId>,
    /// The vouches from there to the subject, in walking order: none, one or two.
    pub vouches: Vec<PathVouch>,
}

/// One step of a path: somebody's word for the next person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PathVouch {
    /// Who vouches.
    pub author: PersonId,
    /// For whom: the next person of the path.
    pub subject: PersonId,
    /// The newest of the author's vouches that make this step.
    pub document: DocumentId,
}

word_enum! {
    /// How near a subject is to a viewer, in the words of the screen; nearer comes first.
    pub enum Closeness {
        /// いっしょに仕事をした
        WorkedTogether = "workedTogether",
        /// One person between: 「◯◯さん(あなたと仕事をした)の推薦」
        ThroughOne = "throughOne",
        /// Two people between.
        ThroughTwo = "throughTwo",
        /// まだつながりがありません
        NotYet = "notYet",
    }
}

impl Path {
    /// How near the subject is by this path.
    pub fn closeness(&self) -> Closeness {
        match self.vouches.as_slice() {
            [] => Closeness::WorkedTogether,
            [_] => Closeness::ThroughOne,
            _ => Closeness::ThroughTwo,
        }
    }

    /// Everybody after the viewer in walking order; the subject is the last.
    pub fn people(&self) -> impl Iterator<Item = PersonId> {
        let rest = self.vouches.iter().map(|vouch| vouch.subject);
        std::iter::once(self.worked_with).chain(rest)
    }

    /// Those between the viewer and the subject, in walking order.
    pub fn between(&self) -> impl Iterator<Item = PersonId> {
        self.vouches.iter().map(|vouch| vouch.author)
    }
}

/// Up to three paths that share nobody between, the short ones first. `vouchers` are those for the skill.
pub(super) fn find(
    graph: &TrustGraph,
    viewer: PersonId,
    subject: PersonId,
    vouchers: &[Voucher],
) -> Vec<Path> {
    if viewer == subject {
        return Vec::new();
    }
    let path = |worked_with: PersonId, vouches: Vec<PathVouch>| {
        let jobs = graph.jobs_together(viewer, worked_with)?.clone();
        Some(Path {
            worked_with,
            jobs,
            vouches,
        })
    };
    let mut paths: Vec<Path> = path(subject, Vec::new()).into_iter().collect();

    let (near, far): (Vec<PathVouch>, Vec<PathVouch>) = vouchers
        .iter()
        .filter(|voucher| voucher.person != viewer)
        .filter_map(|voucher| last_step(voucher, subject))
        .partition(|last| graph.jobs_together(viewer, last.author).is_some());
    paths.extend(
        near.into_iter()
            .filter_map(|last| path(last.author, vec![last])),
    );
    paths.truncate(MOST_PATHS);

    let taken: BTreeSet<PersonId> = paths.iter().flat_map(Path::between).collect();
    let firsts = far
        .iter()
        .map(|last| {
            let ways = first_steps(graph, viewer, last.author)
                .filter(|first| first.author != subject && !taken.contains(&first.author));
            (last.author, newest_first(ways))
        })
        .collect();
    let found = pairs(&firsts, &far, MOST_PATHS.saturating_sub(paths.len()));
    paths.extend(
        found
            .into_iter()
            .filter_map(|[first, last]| path(first.author, vec![first, last])),
    );
    paths
}

fn last_step(voucher: &Voucher, subject: PersonId) -> Option<PathVouch> {
    Some(PathVouch {
        author: voucher.person,
        subject,
        document: voucher.vouches.first()?.document,
    })
}

/// The newest vouch for `person` of each author whom the viewer worked with, whatever the skill.
fn first_steps(
    graph: &TrustGraph,
    viewer: PersonId,
    person: PersonId,
) -> impl Iterator<Item = &ActiveVouch> {
    graph
        .active_for(person)
        .filter(move |(author, _)| graph.jobs_together(viewer, *author).is_some())
        .filter_map(|(_, said)| said.first())
}

fn newest_first<'a>(vouches: impl Iterator<Item = &'a ActiveVouch>) -> Vec<PathVouch> {
    let mut vouches: Vec<_> = vouches.collect();
    vouches.sort_by_key(|vouch| (Reverse(vouch.signed_on), vouch.author));
    let steps = vouches.into_iter().map(|vouch| PathVouch {
        author: vouch.author,
        subject: vouch.subject,
        document: vouch.document,
    });
    steps.collect()
}

/// First steps by the person they lead to, the preferred first.
type FirstSteps = BTreeMap<PersonId, Vec<PathVouch>>;

/// Pairs of a first and a last step so that nobody is in two of them.
///
/// Taking the first fit would let one person stand in the way of another's only path, and show fewer
/// independent paths than there are. So an earlier pair gives way when it has another first step.
fn pairs(firsts: &FirstSteps, lasts: &[PathVouch], most: usize) -> Vec<[PathVouch; 2]> {
    let mut used: BTreeMap<PersonId, PathVouch> = BTreeMap::new();
    for last in lasts {
        if used.len() < most {
            lead_to(last.author, firsts, &mut used, &mut BTreeSet::new());
        }
    }
    lasts
        .iter()
        .filter_map(|last| {
            let first = used.values().find(|first| first.subject == last.author)?;
            Some([*first, *last])
        })
        .collect()
}

/// Finds a first step to `person`; true when there is one. `used` has them by their author.
fn lead_to(
    person: PersonId,
    firsts: &FirstSteps,
    used: &mut BTreeMap<PersonId, PathVouch>,
    tried: &mut BTreeSet<PersonId>,
) -> bool {
    for first in firsts.get(&person).into_iter().flatten() {
        if !tried.insert(first.author) {
            continue;
        }
        let gives_way = match used.get(&first.author).map(|other| other.subject) {
            Some(other) => lead_to(other, firsts, used, tried),
            None => true,
        };
        if gives_way {
            used.insert(first.author, *first);
            return true;
        }
    }
    false
}
