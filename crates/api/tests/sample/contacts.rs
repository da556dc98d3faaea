//! Ways to reach the people of the sample: read by the circle, opened by nobody; and what is kept for oneself reaches
//! no other computer.

use super::stage::{Seat, called, home, made_for, person};
use otagai_api::sample::MadeSample;
use otagai_core::{
    card::{CONTACT_WAYS, ContactFault, ContactKind, ContactWay, Section},
    item::Item,
};
use otagai_node::{ContactRefusal, NodeError};
use serde_json::json;

const NUMBER: &str = "00-0000-0091";

/// What きくさん wrote comes to ひとみさん; gives every byte that is now there.
fn passes_on(made: &MadeSample) -> Vec<u8> {
    let (from, to, circle) = (
        home(made, "きくさん"),
        home(made, "ひとみさん"),
        made.circle(),
    );
    let sent = {
        let store = from.store();
        let ids = store.item_ids(circle).unwrap();
        store.load_items(circle, &ids).unwrap()
    };
    let mut store = to.store();
    let admitted = store.admit(circle, &sent).unwrap();
    assert_eq!(admitted.intake.refused.len(), 0, "all of it is taken");
    let held = store.item_ids(circle).unwrap();
    let items = store.load_items(circle, &held).unwrap();
    items.iter().flat_map(Item::to_bytes).collect()
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes
        .windows(text.len())
        .any(|window| window == text.as_bytes())
}

#[test]
fn what_is_kept_for_oneself_is_in_nothing_that_travels_until_it_is_shown() {
    let made = made_for("2026-11-21");
    let (kiku, circle) = (home(&made, "きくさん"), made.circle());
    kiku.show_section(circle, Section::ContactWays, true)
        .unwrap();
    let way = ContactWay::new(ContactKind::Phone, NUMBER, "夜").unwrap();
    kiku.put_contact_way(circle, way, None).unwrap();
    let own = kiku.own_card(circle).unwrap();
    assert!(own.hidden.contains(&Section::ContactWays), "for herself");
    assert_eq!(own.card.contact_ways.len(), 3, "beside the two of the data");
    assert!(!holds(&passes_on(&made), NUMBER), "nowhere at ひとみさん's");
    kiku.show_section(circle, Section::ContactWays, false)
        .unwrap();
    assert!(holds(&passes_on(&made), NUMBER), "once it is shown");
}

#[test]
fn the_first_way_is_kept_for_oneself_unless_the_member_says_otherwise() {
    let made = made_for("2026-11-21");
    let (hajime, circle) = (home(&made, "はじめさん"), made.circle());
    let phone = |number: usize| {
        ContactWay::new(ContactKind::Phone, &format!("00-0000-00{number:02}"), "").unwrap()
    };
    let hidden = || {
        let own = hajime.own_card(circle).unwrap();
        own.hidden.contains(&Section::ContactWays)
    };
    hajime.put_contact_way(circle, phone(1), None).unwrap();
    assert!(hidden(), "nothing was said");
    hajime.put_contact_way(circle, phone(2), None).unwrap();
    assert!(hidden(), "as before");
    hajime
        .put_contact_way(circle, phone(3), Some(false))
        .unwrap();
    assert!(!hidden(), "said: everybody");
    hajime.put_contact_way(circle, phone(4), None).unwrap();
    assert!(!hidden(), "as before");
    hajime
        .put_contact_way(circle, phone(5), Some(true))
        .unwrap();
    assert!(hidden(), "said: nobody else");
    hajime.put_contact_way(circle, phone(6), None).unwrap();
    let refused = hajime.put_contact_way(circle, phone(7), None);
    assert!(
        matches!(
            refused,
            Err(NodeError::Contacts(ContactRefusal::Way(
                ContactFault::TooMany
            )))
        ),
        "six are the most: {refused:?}"
    );
    hajime.put_contact_way(circle, phone(6), None).unwrap();
    let own = hajime.own_card(circle).unwrap();
    assert_eq!(own.card.contact_ways.len(), CONTACT_WAYS, "all are there");
}

#[tokio::test]
async fn everybody_is_reached_as_the_data_says_and_nobody_is_called() {
    let seat = Seat::of_hitomi().await;
    let members = seat.ask("members", json!({})).await;
    for view in members.as_array().unwrap() {
        let card = &view["card"];
        let short = card["short"].as_str().unwrap();
        let read: Vec<_> = card["contactWays"].as_array().unwrap().iter().collect();
        let said = &called(short).contact_ways;
        assert_eq!(read.len(), said.len(), "{short}");
        for (way, said) in read.iter().zip(said) {
            assert_eq!(way["value"], said.value, "{short}");
            assert_eq!(way["note"], said.note, "{short}");
        }
    }
    let call = json!({ "person": person("きくさん"), "key": "phone:0000000001" });
    let refused = seat.refused("contact_open", call).await;
    assert_eq!(refused, "contactSample", "they are invented");
    let found = seat.ask("find", json!({ "line": "00-0000-0001" })).await;
    assert_eq!(found["hits"], json!([]), "a number finds nobody");
}
