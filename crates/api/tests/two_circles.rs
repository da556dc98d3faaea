//! One person in two circles on one computer: きく is in the first with her, さくら in the second, and neither circle
//! learns anything of the other.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests stop them as the tests themselves would"
)]

#[path = "vouching/people.rs"]
#[expect(
    dead_code,
    reason = "shared with the tests of vouches, which need more of it"
)]
mod people;

use people::{Person, SKILL, TEXT, job, meet, two};
use serde_json::{Value, json};

/// A red dot: PNG, 1 × 1.
const DOT: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

/// ひとみ in two circles, and who is in one of them with her.
struct Two {
    kiku: Person,
    hitomi: Person,
    sakura: Person,
    first: Value,
    second: Value,
}

/// Both circles stand, and everybody knows everybody in theirs.
async fn both() -> Two {
    let [kiku, hitomi] = two().await;
    let first = hitomi.ok("circle_list", json!({})).await[0]["circle"].clone();
    let second = json!({ "name": "書く会", "purpose": "月に一度、書いたものを持ちよる" });
    let second = hitomi.ok("circle_create", second).await["circle"].clone();
    let sakura = Person::new("さくら").await;
    let invite = json!({ "circle": second, "uses": 1, "days": 7 });
    let link = hitomi.ok("invite", invite).await["link"].clone();
    sakura.ok("join", json!({ "link": link })).await;
    sakura.off().await;
    meet(&kiku, &hitomi).await;
    meet(&sakura, &hitomi).await;
    Two {
        kiku,
        hitomi,
        sakura,
        first,
        second,
    }
}

fn edit(circle: &Value, edit: &Value) -> Value {
    json!({ "circle": circle, "edit": edit })
}

fn hobby(name: &str) -> Value {
    json!({ "field": "hobby", "value": { "name": name } })
}

/// ひとみ's card as somebody reads it in their only circle.
async fn her_card(reader: &Person, hitomi: &Person) -> Value {
    let asked = json!({ "person": hitomi.id });
    reader.ok("card_show", asked).await
}

fn hobbies(card: &Value) -> Vec<&str> {
    let hobbies = card["hobbies"].as_array().unwrap().iter();
    hobbies.map(|one| one["name"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn with_two_circles_one_has_to_say_which() {
    let Two {
        hitomi,
        kiku,
        first,
        second,
        ..
    } = both().await;
    for (name, args) in [
        ("members", json!({})),
        ("card_show", json!({})),
        ("card_set", json!({ "edit": { "field": "reviewed" } })),
        (
            "card_show_to",
            json!({ "section": "hobbies", "onlyMe": true }),
        ),
        ("jobs", json!({})),
        ("vouches", json!({})),
        ("find", json!({ "line": "会計" })),
        ("status", json!({})),
        ("charter_show", json!({})),
        ("invite", json!({ "uses": 1, "days": 7 })),
        ("rebuild", json!({})),
    ] {
        let refused = hitomi.refused(name, args.clone()).await;
        assert_eq!(refused.code, "unknownCircle", "{name}");
        for circle in [&first, &second] {
            let mut args = args.clone();
            args["circle"] = circle.clone();
            hitomi.ok(name, args).await;
        }
        if let Value::Object(mut args) = args {
            args.insert("circle".to_owned(), second.clone());
            let refused = kiku.refused(name, args.into()).await;
            assert_eq!(refused.code, "unknownCircle", "{name}: not his");
        }
    }
}

#[tokio::test]
async fn a_card_is_one_a_circle_and_what_is_hidden_in_one_is_shown_in_the_other() {
    let Two {
        kiku,
        hitomi,
        sakura,
        first,
        second,
    } = both().await;
    for circle in [&first, &second] {
        hitomi.ok("card_set", edit(circle, &hobby("落語"))).await;
    }
    let banner = json!({ "field": "banner", "value": "話し方を一緒に" });
    hitomi.ok("card_set", edit(&first, &banner)).await;
    let hide = json!({ "circle": first, "section": "hobbies", "onlyMe": true });
    let hidden = hitomi.ok("card_show_to", hide).await;
    assert_eq!(hidden["hidden"], json!(["hobbies"]));
    hitomi.ok("card_set", edit(&first, &hobby("着物"))).await;
    let photo = json!({ "circle": first, "base64": DOT });
    let photo = hitomi.ok("photo_set", photo).await["photo"].clone();

    let other = hitomi.ok("card_show", json!({ "circle": second })).await;
    assert_eq!(
        (&other["banner"], &other["hidden"], &other["photo"]),
        (&json!(""), &json!([]), &Value::Null),
        "the other card is as it was"
    );
    assert_eq!(hobbies(&other), ["落語"], "and shows what it showed");

    meet(&kiku, &hitomi).await;
    meet(&sakura, &hitomi).await;
    let read = her_card(&kiku, &hitomi).await;
    assert_eq!(
        (&read["banner"], hobbies(&read)),
        (&json!("話し方を一緒に"), vec![]),
        "in the first: the line, and no hobby"
    );
    let read = her_card(&sakura, &hitomi).await;
    assert_eq!(
        (&read["banner"], hobbies(&read), &read["photo"]),
        (&json!(""), vec!["落語"], &Value::Null),
        "in the second: the hobby, neither line nor photo"
    );
    let asked = sakura.ok("photo", json!({ "photo": photo })).await;
    assert_eq!(asked["base64"], Value::Null, "the file is not there either");

    for (circle, word, count) in [
        (&first, "落語", 0),
        (&second, "落語", 1),
        (&first, "着物", 0),
    ] {
        let found = json!({ "circle": circle, "line": word });
        let found = hitomi.ok("find", found).await;
        // Her own card is looked through as the others read it, or with what she keeps: it is never among the hits.
        assert_eq!(found["hits"], json!([]), "{word} in {circle}");
        let reader = if circle == &first { &kiku } else { &sakura };
        let found = reader.ok("find", json!({ "line": word })).await;
        let hits = found["hits"].as_array().unwrap().len();
        assert_eq!(hits, count, "{word}, read by {}", reader.name);
    }
}

#[tokio::test]
async fn work_of_one_circle_is_not_in_the_other() {
    let Two {
        kiku,
        hitomi,
        sakura,
        first,
        second,
    } = both().await;
    let args = |circle: &Value, subject: &Person| {
        json!({
            "circle": circle, "subject": subject.id, "newJob": job("研修", &[&hitomi, subject]),
            "skills": [SKILL], "text": TEXT,
        })
    };
    let vouch = hitomi.ok("vouch_write", args(&first, &kiku)).await;
    let strange = hitomi.refused("vouch_write", args(&second, &kiku)).await;
    assert_eq!(strange.code, "unknownPerson", "he is not in it");
    for list in ["jobs", "vouches"] {
        let here = hitomi.ok(list, json!({ "circle": first })).await;
        let there = hitomi.ok(list, json!({ "circle": second })).await;
        assert_eq!(
            (here.as_array().unwrap().len(), there),
            (1, json!([])),
            "{list}"
        );
    }
    let back = json!({ "circle": second, "document": vouch["vouch"] });
    let unknown = hitomi.refused("work_take_back", back.clone()).await;
    assert_eq!(unknown.code, "unknownWork", "by the other circle");
    let delivery = hitomi.ok("delivery", back).await;
    assert_eq!(delivery["saved"], false, "nor is it saved in it");
    meet(&kiku, &hitomi).await;
    kiku.answer(&vouch["vouch"], "accept", "").await;
    meet(&kiku, &hitomi).await;
    meet(&sakura, &hitomi).await;
    assert_eq!(sakura.list("vouches").await, Vec::<Value>::new());
    assert_eq!(sakura.list("jobs").await, Vec::<Value>::new());
    let trail = json!({ "circle": second, "person": sakura.id });
    let trail = hitomi.ok("trail", trail).await;
    assert_eq!(trail["skills"], json!([]), "nobody vouches in the second");
}

#[tokio::test]
async fn who_shares_one_circle_is_sent_nothing_of_the_other() {
    let Two {
        kiku,
        hitomi,
        sakura,
        first,
        second,
    } = both().await;
    let before = kiku.digests().await;
    for line in ["一行目", "二行目", "三行目"] {
        let banner = json!({ "field": "banner", "value": line });
        hitomi.ok("card_set", edit(&second, &banner)).await;
    }
    meet(&sakura, &hitomi).await;
    let mut events = kiku.events();
    let ticket = hitomi.ok("ticket", json!({})).await;
    let asked = json!({ "peer": ticket["ticket"], "once": true, "part": true });
    let moved = kiku.ok("sync", asked).await;
    assert_eq!(moved["received"], 0, "nothing of it: {moved}");
    assert_eq!(kiku.digests().await, before, "he holds what he held");
    let (_, people) = (first, kiku.list("members").await);
    assert_eq!(people.len(), 2, "and knows whom he knew");
    let circles = kiku.list("circle_list").await;
    assert_eq!(circles.len(), 1, "and of one circle");
    kiku.off().await;
    while let Ok(event) = events.try_recv() {
        let told = serde_json::to_value(&event).unwrap();
        assert_ne!(told["circle"], second, "{told}");
        assert_ne!(told["event"], "changed", "{told}");
    }
}

#[tokio::test]
async fn a_copy_brings_both_circles_back_each_as_it_was() {
    let Two {
        hitomi,
        first,
        second,
        ..
    } = both().await;
    let banner = |line: &str| json!({ "field": "banner", "value": line });
    for (circle, line) in [(&first, "一つめ"), (&second, "二つめ")] {
        hitomi.ok("card_set", edit(circle, &banner(line))).await;
        hitomi.ok("card_set", edit(circle, &hobby("落語"))).await;
    }
    let hide = json!({ "circle": second, "section": "hobbies", "onlyMe": true });
    hitomi.ok("card_show_to", hide).await;
    let before = [
        hitomi.ok("card_show", json!({ "circle": first })).await,
        hitomi.ok("card_show", json!({ "circle": second })).await,
    ];
    let copy = hitomi.ok("backup_now", json!({})).await["copy"].clone();
    hitomi.off().await;
    hitomi.ok("backup_restore", json!({ "copy": copy })).await;
    for (circle, before) in [&first, &second].into_iter().zip(&before) {
        let after = hitomi.ok("card_show", json!({ "circle": circle })).await;
        assert_eq!(&after, before, "as in the copy");
    }
    let circles = hitomi.list("circle_list").await;
    assert_eq!(circles.len(), 2, "both are there");
    // And each goes on by itself.
    let line = edit(&first, &banner("書きなおしました"));
    hitomi.ok("card_set", line).await;
    let other = hitomi.ok("card_show", json!({ "circle": second })).await;
    assert_eq!(other["banner"], "二つめ");
}
