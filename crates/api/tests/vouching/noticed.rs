//! What a computer says has changed, and what of it is new for its member.

use super::people::{Person, meet, three};
use otagai_api::Event;
use serde_json::{Value, json};
use tokio::sync::broadcast::Receiver;

/// What was said so far, as whoever reads the lines of the program reads it.
fn said(events: &mut Receiver<Event>, kind: &str) -> Vec<Value> {
    let all = std::iter::from_fn(|| events.try_recv().ok());
    all.map(|event| serde_json::to_value(event).unwrap())
        .filter(|event| event["event"] == kind)
        .collect()
}

/// The kinds of what is new, with the person and the document.
fn notices(events: &mut Receiver<Event>) -> Vec<[Value; 3]> {
    let said = said(events, "notice").into_iter();
    said.map(|event| ["what", "person", "document"].map(|key| event[key].clone()))
        .collect()
}

async fn set_banner(person: &Person, banner: &str) {
    let edit = json!({ "field": "banner", "value": banner });
    person.ok("card_set", json!({ "edit": edit })).await;
}

#[tokio::test]
async fn a_vouch_that_arrives_is_said_once_and_its_job_is_not_said_beside_it() {
    let [kiku, hitomi, _sakura] = three().await;
    let written = kiku.vouch_with_job(&hitomi, "管理職研修").await;
    let mut events = hitomi.events();
    meet(&kiku, &hitomi).await;
    assert_eq!(
        notices(&mut events),
        [[
            json!("vouchWaits"),
            json!(kiku.id),
            written["vouch"].clone()
        ]],
        "the vouch, and nothing else"
    );

    set_banner(&kiku, "板書で整理します").await;
    meet(&kiku, &hitomi).await;
    assert_eq!(
        notices(&mut events),
        [[json!("cardChanged"), json!(kiku.id), Value::Null]],
        "what was said is not said again"
    );

    hitomi.answer(&written["vouch"], "keep", "").await;
    assert!(
        notices(&mut events).is_empty(),
        "what she does herself is not new for her"
    );
    let again = hitomi.vouch_with_job(&kiku, "新人研修").await;
    let mut events = kiku.events();
    meet(&kiku, &hitomi).await;
    assert_eq!(
        notices(&mut events),
        [[
            json!("vouchWaits"),
            json!(hitomi.id),
            again["vouch"].clone()
        ]],
        "a quiet answer is read and asks for nothing"
    );
}

#[tokio::test]
async fn a_change_says_what_reads_differently_and_nothing_more() {
    let [kiku, hitomi, _sakura] = three().await;
    set_banner(&kiku, "板書で整理します").await;
    let mut events = hitomi.events();
    meet(&kiku, &hitomi).await;
    let changed = said(&mut events, "changed");
    let (kiku_alone, nobody) = (json!([kiku.id]), json!([]));
    let expected = json!({
        "members": nobody, "cards": kiku_alone, "names": nobody, "papers": nobody, "about": false,
        "people": kiku_alone,
    });
    assert_eq!(changed.len(), 1, "one edit is one change: {changed:?}");
    assert_eq!(
        (&changed[0]["changes"], &changed[0]["fromOthers"]),
        (&expected, &json!(true)),
        "her card"
    );
    let only = hitomi.ok("members", json!({ "people": [kiku.id] })).await;
    assert_eq!(
        (only.as_array().map(Vec::len), &only[0]["card"]["banner"]),
        (Some(1), &json!("板書で整理します")),
        "which can be read alone: {only}"
    );

    let edit = json!({ "field": "short", "value": "きくちゃん" });
    hitomi.ok("card_set", json!({ "edit": edit })).await;
    let changed = said(&mut events, "changed");
    assert_eq!(
        (&changed[0]["changes"]["names"], &changed[0]["fromOthers"]),
        (&json!([hitomi.id]), &json!(false)),
        "who is called otherwise is told apart: {changed:?}"
    );

    let written = kiku.vouch_with_job(&hitomi, "管理職研修").await;
    meet(&kiku, &hitomi).await;
    let changed = said(&mut events, "changed");
    let papers: Vec<&Value> = changed
        .iter()
        .filter(|event| event["fromOthers"] == true)
        .flat_map(|event| event["changes"]["papers"].as_array().into_iter().flatten())
        .collect();
    assert_eq!(papers.len(), 2, "the vouch and its job: {changed:?}");
    assert!(
        papers.contains(&&written["vouch"]) && papers.contains(&&written["job"]),
        "by their ids: {papers:?}"
    );
    assert!(
        changed
            .iter()
            .all(|event| event["changes"]["cards"] == json!([])),
        "and no card: {changed:?}"
    );
}
