//! Faces travel after the text, from whoever has them to whoever lacks them.

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

use data_encoding::BASE64;
use otagai_api::Event;
use people::{Person, three};
use serde_json::{Value, json};

/// A red dot: PNG, 1 × 1.
const DOT: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

#[tokio::test]
async fn a_photo_reaches_whoever_lacks_it_also_through_somebody_else() {
    let [kiku, hitomi, sakura] = three().await;
    let card = kiku.ok("photo_set", json!({ "base64": DOT })).await;
    let photo = card["photo"].clone();
    let kept = shown(&kiku, &photo).await;
    let file = BASE64.decode(kept.as_str().unwrap().as_bytes()).unwrap();
    assert!(file.starts_with(&[0xff, 0xd8]), "kept as a JPEG");

    let mut events = hitomi.events();
    connect(&kiku, &hitomi).await;
    came(&mut events, &photo).await;
    assert_eq!(shown(&hitomi, &photo).await, kept, "the same file");
    kiku.off().await;

    let mut events = sakura.events();
    connect(&hitomi, &sakura).await;
    came(&mut events, &photo).await;
    assert_eq!(
        shown(&sakura, &photo).await,
        kept,
        "from whom it was passed to"
    );

    // While connected, another face arrives by itself.
    let mut events = sakura.events();
    let second = hitomi.ok("photo_set", json!({ "base64": DOT })).await;
    assert_eq!(second["photo"], photo, "the same picture is the same photo");
    let gone = hitomi.ok("photo_set", json!({})).await;
    assert_eq!(gone["photo"], Value::Null, "and can be taken away");
    let other = hitomi
        .ok("photo_set", json!({ "base64": other_dot() }))
        .await;
    came(&mut events, &other["photo"]).await;
}

#[tokio::test]
async fn what_is_no_picture_is_refused_and_changes_nothing() {
    let [kiku, ..] = three().await;
    let before = kiku.ok("photo_set", json!({ "base64": DOT })).await;
    for (base64, code) in [
        ("あ".to_owned(), "badInput"),
        (BASE64.encode(b"GIF89a"), "photoUnreadable"),
        (
            BASE64.encode(b"<svg onload='alert(1)'/>"),
            "photoUnreadable",
        ),
        ("A".repeat(29 * 1024 * 1024), "photoTooLarge"),
    ] {
        let refused = kiku.refused("photo_set", json!({ "base64": base64 })).await;
        assert_eq!(refused.code, code, "{}", refused.message);
    }
    let after = kiku.ok("card_show", json!({})).await;
    assert_eq!(after["photo"], before["photo"], "the face is still there");
    let unknown = json!({ "photo": "00".repeat(32) });
    assert_eq!(
        kiku.ok("photo", unknown).await["base64"],
        Value::Null,
        "one that is not here is none"
    );
}

async fn shown(person: &Person, photo: &Value) -> Value {
    person.ok("photo", json!({ "photo": photo })).await["base64"].clone()
}

/// A blue dot.
fn other_dot() -> &'static str {
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPj/HwADBwIAMCbHYQAAAABJRU5ErkJggg=="
}

/// Two meet and stay together.
async fn connect(one: &Person, other: &Person) {
    let ticket = other.ok("ticket", json!({})).await;
    let args = json!({ "peer": ticket["ticket"], "once": true });
    one.ok("sync", args).await;
}

async fn came(events: &mut tokio::sync::broadcast::Receiver<Event>, wanted: &Value) {
    let came = async {
        loop {
            if let Event::Photo { photo, .. } = events.recv().await.unwrap()
                && wanted == &json!(photo)
            {
                return;
            }
        }
    };
    tokio::time::timeout(people::SOON, came).await.unwrap();
}
