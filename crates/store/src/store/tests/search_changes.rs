use super::*;
use crate::store::SearchChanges;
use std::collections::BTreeSet;

#[test]
fn what_an_index_has_to_read_anew_is_told_once() {
    let mut two = two();
    let mut store = Store::temporary().unwrap();
    two.fill(&mut store);
    let circle = two.founded.circle;
    let everybody = BTreeSet::from([two.alice.keys.person(), two.bob.keys.person()]);
    let first = store.take_search_changes(circle).unwrap();
    assert_eq!(first.people, everybody, "all that came");
    assert!(first.trust, "who invited whom");
    let none = SearchChanges::default();
    assert_eq!(store.take_search_changes(circle).unwrap(), none, "once");

    let card = two.bob.name(circle, "高崎 房雄");
    store.admit(circle, &card).unwrap();
    let changes = store.take_search_changes(circle).unwrap();
    let bob = two.bob.keys.person();
    assert_eq!(changes.people, BTreeSet::from([bob]), "one changed card");
    assert!(!changes.trust && !changes.sightings, "and nothing else");
    assert!(
        store.search_entry(circle, bob).unwrap().is_some(),
        "what is searched of it"
    );

    store.put_setting("anything", "else").unwrap();
    assert_eq!(
        store.take_search_changes(circle).unwrap(),
        none,
        "a setting"
    );
    store.rebuild(circle).unwrap();
    let changes = store.take_search_changes(circle).unwrap();
    assert_eq!(changes.people, everybody, "worked out anew");
}
