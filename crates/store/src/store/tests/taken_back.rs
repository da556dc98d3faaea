use super::*;
use crate::testing::papers::job;
use otagai_core::vouch::standing::Dropped;

/// A relay that has both hands them over together; or the words after the withdrawal, which is too late.
#[test]
fn what_comes_with_its_withdrawal_is_known_as_after_a_restart() {
    for (how, sizes) in [("one after the other", &[3, 1][..]), ("in one batch", &[4])] {
        let mut two = two();
        let circle = two.founded.circle;
        let mut store = Store::temporary().unwrap();
        store.open_grants_with(two.bob.keys.encryption_key());
        two.fill(&mut store);
        let job = job("研修", &two.alice, &two.bob);
        let written = two.founded.paper(&two.alice, &two.bob, &job);
        let (document, mut items) = (written.document, written.items.clone());
        let before = two.founded.items.len();
        two.founded.say(&two.alice, &written.withdraw());
        items.extend_from_slice(&two.founded.items[before..]);
        let mut rest = items.as_slice();
        for size in sizes {
            let (batch, later) = rest.split_at(*size);
            store.admit(circle, batch).unwrap();
            rest = later;
        }
        let job = store.work(circle).unwrap().jobs.remove(&document);
        let dropped = job.and_then(|job| job.dropped);
        assert_eq!(dropped, Some(Dropped::Withdrawn), "{how}: a reader's copy");
        let derived = store.derived_digest(circle).unwrap();
        let rebuilt = store.rebuild(circle).unwrap();
        assert_eq!(rebuilt.derived, derived, "{how}: worked out anew");
    }
}
