//! A second program, written from `docs/protocol.md`, joins a running device and meets it.
//!
//! Nothing below `second_client/` uses our own crates except to drive the device at the other end. Where this
//! client had to know more than the document says, the document was mended.

#[path = "second_client/cbor.rs"]
mod cbor;
#[path = "second_client/change.rs"]
mod change;
#[path = "second_client/comparing.rs"]
mod comparing;
#[path = "second_client/document.rs"]
mod document;
#[path = "second_client/exchange.rs"]
mod exchange;
#[path = "second_client/hello.rs"]
mod hello;
#[path = "second_client/items.rs"]
mod items;
#[path = "second_client/joining.rs"]
mod joining;
#[path = "second_client/link.rs"]
mod link;
#[path = "second_client/meeting.rs"]
mod meeting;
#[path = "second_client/member.rs"]
mod member;
#[path = "second_client/names.rs"]
mod names;
#[path = "second_client/other_side.rs"]
mod other_side;
#[path = "second_client/roster.rs"]
mod roster;
#[path = "second_client/sealed.rs"]
mod sealed;
#[path = "second_client/secret.rs"]
mod secret;
#[path = "second_client/set.rs"]
mod set;
#[path = "second_client/statement.rs"]
mod statement;
#[path = "second_client/taken_back.rs"]
mod taken_back;
#[path = "second_client/wire.rs"]
mod wire;
#[path = "second_client/written.rs"]
mod written;

#[path = "second_client/bombs.rs"]
mod bombs;
#[path = "second_client/examples.rs"]
mod examples;
#[path = "second_client/introductions.rs"]
mod introductions;
#[path = "second_client/news.rs"]
mod news;
#[path = "second_client/work.rs"]
mod work;

use cbor::Value;
use meeting::Meeting;
use other_side::Founder;
use serde_json::json;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// A picture of one dot.
const DOT: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

#[tokio::test]
async fn it_joins_and_as_dialer_both_get_what_the_other_wrote() {
    let mut founder = Founder::start().await.unwrap();
    founder.write_banner("花の世話をします").await.unwrap();
    let mut client = founder.let_in().await.unwrap();
    let texts = [
        ("name", "佐藤太郎"),
        ("reading", "さとうたろう"),
        ("short", "太郎"),
        ("banner", "自転車をなおせます"),
    ];
    client.member.write_card(&texts).unwrap();

    let mut meeting = client.dial().await.unwrap();
    meeting.until(&mut client.member, |_| true).await.unwrap();
    let banner = client.founders(&founder, "banner");
    assert_eq!(banner.as_deref(), Some("花の世話をします"), "her card");
    founder.sees("自転車をなおせます").await.unwrap();
    for (number, what) in [(5, "want"), (6, "items"), (8, "step")] {
        assert!(
            meeting.heard.contains(&number),
            "{what}: {:?}",
            meeting.heard
        );
    }
    assert_eq!(
        founder.digest().await.unwrap(),
        client.member.held.digest(),
        "both hold the same"
    );

    // While they are connected, each tells what is new.
    founder.write_banner("畑も手伝います").await.unwrap();
    let person = founder.person;
    let is_there = |member: &member::Member| {
        member.held.text(person, "card", "banner").as_deref() == Some("畑も手伝います")
    };
    meeting.until(&mut client.member, is_there).await.unwrap();
    assert!(meeting.heard.contains(&7), "announced: {:?}", meeting.heard);
    let before: BTreeSet<names::Id> = client.member.held.items.keys().copied().collect();
    let texts = [("banner", "傘もなおせます")];
    client.member.write_card(&texts).unwrap();
    meeting.announce(&client.member, &before);
    meeting.until(&mut client.member, |_| true).await.unwrap();
    founder.sees("傘もなおせます").await.unwrap();
    assert_eq!(meeting.refused, 0, "it understood every item");
    meeting.wire.part().await.unwrap();
    founder.node.stop().await.unwrap();
}

#[tokio::test]
async fn as_listener_it_answers_a_device_that_dials() {
    let mut founder = Founder::start().await.unwrap();
    let mut client = founder.let_in().await.unwrap();
    founder.write_banner("話を聞きます").await.unwrap();
    let texts = [("name", "佐藤太郎"), ("banner", "料理をします")];
    client.member.write_card(&texts).unwrap();
    let addresses = client.endpoint.bound_sockets();
    let ticket = link::ticket(&client.member.keys.device_id(), &addresses);
    let args = json!({ "peer": ticket, "seconds": 20, "once": true, "part": true });
    let dialled = founder.node.call("sync", args);
    let met = async {
        let mut meeting = Meeting::listen(&mut client.member, &client.endpoint).await?;
        meeting.until(&mut client.member, |_| true).await?;
        let heard = meeting.heard.clone();
        meeting.wire.part().await?;
        Ok::<_, std::io::Error>((heard, meeting.refused))
    };
    let (dialled, met) = tokio::join!(dialled, met);
    let (dialled, (heard, refused)) = (dialled.unwrap(), met.unwrap());
    assert_eq!(
        (&dialled["met"], &dialled["refused"]),
        (&json!(1), &json!(0))
    );
    let moved = (&dialled["received"], &dialled["sent"]);
    let lacking = (&json!(3), &json!(4));
    assert_eq!(moved, lacking, "opening, changes and seal of each card");
    assert_eq!(refused, 0, "the client understood every item");
    for (number, what) in [(4, "have"), (6, "items"), (8, "step")] {
        assert!(heard.contains(&number), "{what}: {heard:?}");
    }
    let banner = client.founders(&founder, "banner");
    assert_eq!(banner.as_deref(), Some("話を聞きます"), "her card");
    founder.sees("料理をします").await.unwrap();
    let digest = founder.digest().await.unwrap();
    assert_eq!(digest, client.member.held.digest(), "both hold the same");
    founder.node.stop().await.unwrap();
}

#[tokio::test]
async fn it_asks_for_the_photo_that_a_card_names() {
    let mut founder = Founder::start().await.unwrap();
    let mut client = founder.let_in().await.unwrap();
    let args = json!({ "base64": DOT });
    founder.node.call("photo_set", args).await.unwrap();
    let mut meeting = client.dial().await.unwrap();
    meeting.until(&mut client.member, |_| true).await.unwrap();
    let photo = client.founders(&founder, "photo").unwrap();
    let id: names::Id = written::unhex(&photo).unwrap().try_into().unwrap();
    let circle = Value::from(client.member.held.circle);
    let want = Value::record([0.into(), circle.clone(), cbor::id_list(&[id])]);
    wire::send_aside(&meeting.wire.connection, &want)
        .await
        .unwrap();
    let photo = wire::hear_aside(&meeting.wire.connection).await.unwrap();
    let photo = photo.unwrap();
    let [number, of, file] = photo.fields().unwrap();
    assert_eq!((number.number(), of), (Some(1), &circle), "a photo");
    let file = file.bytes().unwrap();
    assert_eq!(blake3::hash(file).as_bytes(), &id, "the one that was named");
    assert!(file.starts_with(&[0xff, 0xd8]), "a JPEG");
    founder.node.stop().await.unwrap();
}

#[tokio::test]
async fn a_used_up_link_is_refused_with_its_reason() {
    let mut founder = Founder::start().await.unwrap();
    let client = founder.let_in().await.unwrap();
    let keys = member::Keys::fresh();
    let endpoint = wire::bind(&keys.device.to_bytes()).await.unwrap();
    let late = joining::Newcomer::knock(keys, &endpoint, &client.link).await;
    assert_eq!(late.err().unwrap().to_string(), "refused with code 3");
    founder.node.stop().await.unwrap();
}

#[test]
fn nothing_of_it_is_our_own_code() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/second_client");
    let ours = ["core", "sync", "store", "node", "api"].map(|name| format!("otagai_{name}"));
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let found = ours.iter().find(|name| text.contains(name.as_str()));
        assert_eq!(found, None, "{}", path.display());
    }
}
