use super::*;
use proptest::prelude::*;

const PEOPLE: u8 = 7;
const SKILLS: [&str; 2] = ["teach", "cook"];

fn somebody() -> impl Strategy<Value = PersonId> {
    (1..=PEOPLE).prop_map(|number| PersonId::from_bytes([number; 32]))
}

fn job_id() -> impl Strategy<Value = DocumentId> {
    (1..=9_u8).prop_map(|number| DocumentId::from_bytes([number; 32]))
}

fn vouch() -> impl Strategy<Value = ActiveVouch> {
    let who = (somebody(), somebody(), job_id());
    (any::<u8>(), who, 0..SKILLS.len(), 0..72_u32).prop_map(
        |(document, (author, subject, job), skill, month)| {
            let signed_on = day("2021-01-15").plus_months(month);
            ActiveVouch {
                document: DocumentId::from_bytes([document; 32]),
                author,
                subject,
                job,
                skills: BTreeSet::from([SKILLS[skill].to_owned()]),
                signed_on,
                valid_until: signed_on.plus_months(36),
            }
        },
    )
}

fn job() -> impl Strategy<Value = Job> {
    let people = proptest::collection::btree_set(somebody(), 2..4);
    (job_id(), people).prop_map(|(document, confirmed_by)| Job {
        document,
        confirmed_by,
    })
}

fn graph(vouches: &[ActiveVouch], jobs: &[Job]) -> TrustGraph {
    let invited_by = (1..=PEOPLE).map(|number| {
        let inviter = (number > 1).then(|| PersonId::from_bytes([number / 2; 32]));
        (PersonId::from_bytes([number; 32]), inviter)
    });
    let invited_by = invited_by.collect();
    TrustGraph::new(vouches.to_vec(), jobs.to_vec(), invited_by, day(TODAY))
}

/// The most sets of people between that can stand beside each other, by trying all.
fn most_disjoint(between: &[BTreeSet<PersonId>], taken: &BTreeSet<PersonId>) -> usize {
    let Some((first, rest)) = between.split_first() else {
        return 0;
    };
    let without = most_disjoint(rest, taken);
    if first.is_disjoint(taken) {
        without.max(1 + most_disjoint(rest, &(taken | first)))
    } else {
        without
    }
}

/// Who can be between, by the rules as they are written, without the index of the graph.
fn all_between(
    vouches: &[ActiveVouch],
    jobs: &[Job],
    viewer: PersonId,
    subject: PersonId,
) -> Vec<BTreeSet<PersonId>> {
    let worked = |one: PersonId, other: PersonId| {
        let together = |job: &Job| [one, other].iter().all(|p| job.confirmed_by.contains(p));
        one != other && jobs.iter().any(together)
    };
    let said = |author: PersonId, about: PersonId, skill: Option<&str>| {
        vouches.iter().any(|vouch| {
            (vouch.author, vouch.subject) == (author, about)
                && author != about
                && day(TODAY) <= vouch.valid_until
                && skill.is_none_or(|skill| vouch.skills.contains(skill))
        })
    };
    let everybody = (1..=PEOPLE).map(|number| PersonId::from_bytes([number; 32]));
    let everybody: Vec<_> = everybody
        .filter(|p| *p != viewer && *p != subject)
        .collect();
    let mut found = Vec::new();
    if viewer == subject {
        return found;
    }
    if worked(viewer, subject) {
        found.push(BTreeSet::new());
    }
    for last in &everybody {
        if !said(*last, subject, Some("teach")) {
            continue;
        }
        for first in &everybody {
            if worked(viewer, *first) && (first == last || said(*first, *last, None)) {
                found.push(BTreeSet::from([*first, *last]));
            }
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn the_order_of_what_comes_in_does_not_matter(
        (vouches, shuffled_vouches) in proptest::collection::vec(vouch(), 0..40)
            .prop_flat_map(|v| (Just(v.clone()), Just(v).prop_shuffle())),
        (jobs, shuffled_jobs) in proptest::collection::vec(job(), 0..10)
            .prop_flat_map(|j| (Just(j.clone()), Just(j).prop_shuffle())),
        viewer in somebody(),
        subject in somebody(),
    ) {
        let one = graph(&vouches, &jobs);
        let other = graph(&shuffled_vouches, &shuffled_jobs);
        prop_assert_eq!(&one, &other, "one graph");
        prop_assert_eq!(
            one.trail(viewer, subject, "teach"),
            other.trail(viewer, subject, "teach"),
            "one trail"
        );
        prop_assert_eq!(
            one.shown_names(viewer, subject),
            other.shown_names(viewer, subject),
            "the same names"
        );
    }

    #[test]
    fn paths_are_independent_and_as_many_as_there_are_up_to_three(
        vouches in proptest::collection::vec(vouch(), 0..60),
        jobs in proptest::collection::vec(job(), 0..4),
        viewer in somebody(),
        subject in somebody(),
    ) {
        let mut seen = BTreeSet::new();
        // What comes twice under one document is no matter of this property.
        let vouches: Vec<_> = vouches.into_iter().filter(|v| seen.insert(v.document)).collect();
        let found = graph(&vouches, &jobs).trail(viewer, subject, "teach").paths;
        let possible = all_between(&vouches, &jobs, viewer, subject);
        let mut between = BTreeSet::new();
        for path in &found {
            let own: BTreeSet<_> = path.between().collect();
            prop_assert!(possible.contains(&own), "{:?} is a path", path);
            prop_assert_eq!(path.people().last(), Some(subject), "it arrives");
            prop_assert!(own.is_disjoint(&between), "nobody is in two");
            between.extend(own);
        }
        prop_assert!(found.is_sorted_by_key(Path::closeness), "short ones first");
        let most = most_disjoint(&possible, &BTreeSet::new()).min(3);
        prop_assert_eq!(found.len(), most, "as many as there are");
    }
}

#[test]
fn a_large_circle_is_walked_for_everybody() {
    let person = |number: u16| {
        let mut bytes = [0; 32];
        bytes[..2].copy_from_slice(&number.to_be_bytes());
        PersonId::from_bytes(bytes)
    };
    let mut drawing = Drawing::default();
    for number in 0..6000_u16 {
        let (author, subject) = (number % 300, (number * 7 + number / 300 * 13 + 1) % 300);
        let job = document(&format!("job {number}"));
        drawing.jobs.push(Job {
            document: job,
            confirmed_by: BTreeSet::from([person(author), person(subject)]),
        });
        drawing.vouches.push(ActiveVouch {
            document: document(&format!("vouch {number}")),
            author: person(author),
            subject: person(subject),
            job,
            skills: BTreeSet::from([SKILLS[usize::from(number % 2)].to_owned()]),
            signed_on: day("2025-06-01"),
            valid_until: day("2028-06-01"),
        });
    }
    let graph = drawing.graph();
    let reached = (0..300)
        .filter(|subject| {
            let trail = graph.trail(person(0), person(*subject), "teach");
            trail.closeness() != Closeness::NotYet
        })
        .count();
    assert!(reached > 200, "most are within reach: {reached}");
}

proptest! {
    /// The short way to a closeness agrees with the trail that shows its paths.
    #[test]
    fn a_list_knows_the_closeness_of_the_trail(
        vouches in proptest::collection::vec(vouch(), 0..14),
        jobs in proptest::collection::vec(job(), 0..6),
    ) {
        let graph = graph(&vouches, &jobs);
        for viewer in 1..=PEOPLE {
            let viewer = PersonId::from_bytes([viewer; 32]);
            let near = graph.near(viewer);
            for subject in 1..=PEOPLE {
                let subject = PersonId::from_bytes([subject; 32]);
                for skill in SKILLS {
                    let trail = graph.trail(viewer, subject, skill);
                    prop_assert_eq!(near.closeness(subject, Some(skill)), trail.closeness());
                    prop_assert_eq!(near.shown_names(subject, Some(skill)), trail.shown_names());
                }
            }
        }
    }
}
