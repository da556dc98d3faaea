//! What a member's device may send where a photo is expected, and what becomes of it (section 13).

use super::{
    DOT,
    cbor::Value,
    member::Member,
    names::Id,
    other_side::{Beside, Founder, Outcome, text},
    wire,
    written::{hex, unhex},
};
use iroh::endpoint::Connection;
use serde_json::json;
use std::{collections::BTreeSet, io, time::Duration};
use tokio::time::timeout;

/// How long anything may take.
const SOON: Duration = Duration::from_secs(20);

/// A JPEG of one dot, as the other side makes it.
async fn dot(founder: &mut Founder, client: &Beside, connection: &Connection) -> Outcome<Vec<u8>> {
    let card = founder
        .node
        .call("photo_set", json!({ "base64": DOT }))
        .await?;
    let photo = unhex(text(&card, "photo")).ok_or("a photo")?;
    let id: Id = photo.as_slice().try_into()?;
    let circle = Value::from(client.member.held.circle);
    let want = Value::record([0.into(), circle, super::cbor::id_list(&[id])]);
    wire::send_aside(connection, &want).await?;
    let photo = wire::hear_aside(connection).await?.ok_or("a message")?;
    let [_, _, file] = photo.fields().ok_or("a photo")?;
    Ok(file.bytes().ok_or("a file")?.to_vec())
}

fn named(file: &[u8]) -> Id {
    *blake3::hash(file).as_bytes()
}

fn photo(member: &Member, file: &[u8]) -> Value {
    let circle = member.held.circle.into();
    Value::record([1.into(), circle, Value::Bytes(file.to_vec())])
}

/// What the device shows of a photo.
async fn shown(founder: &mut Founder, id: &Id) -> Outcome<bool> {
    let args = json!({ "photo": hex(id) });
    let photo = founder.node.call("photo", args).await?;
    Ok(!text(&photo, "base64").is_empty())
}

/// Writes until nobody takes it any more.
async fn without_end(connection: Connection) -> io::Result<()> {
    let mut send = connection.open_uni().await.map_err(io::Error::other)?;
    // An empty frame, which is no message, and then whatever comes.
    let more = [0; 4_096];
    let stopped = async { while send.write_all(&more).await.is_ok() {} };
    Ok(timeout(SOON, stopped).await?)
}

#[tokio::test]
async fn only_the_photo_that_a_card_names_is_kept_whatever_else_is_sent() {
    let mut founder = Founder::start().await.unwrap();
    let mut client = founder.let_in().await.unwrap();
    let mut meeting = client.dial().await.unwrap();
    meeting.until(&mut client.member, |_| true).await.unwrap();
    let connection = meeting.wire.connection.clone();
    let file = dot(&mut founder, &client, &connection).await.unwrap();
    meeting.until(&mut client.member, |_| true).await.unwrap();
    let good = [file.clone(), vec![0]].concat();
    let large = [file.clone(), vec![0; 200 * 1024]].concat();
    let wrong = [file, vec![1]].concat();

    for (wanted, is_kept) in [(&large, false), (&good, true)] {
        let before: BTreeSet<Id> = client.member.held.items.keys().copied().collect();
        let name = hex(&named(wanted));
        let texts = [("name", "佐藤太郎"), ("photo", name.as_str())];
        client.member.write_card(&texts).unwrap();
        meeting.announce(&client.member, &before);
        meeting.until(&mut client.member, |_| true).await.unwrap();
        let asked = wire::hear_aside(&connection).await.unwrap().unwrap();
        let [number, _, photos] = asked.fields().unwrap();
        assert_eq!(number.number(), Some(0), "it asks");
        assert_eq!(photos.ids().unwrap(), [named(wanted)], "for that photo");

        let mut begun = connection.open_uni().await.unwrap();
        begun.write_all(&[0, 1, 0, 0, 0x83]).await.unwrap();
        without_end(connection.clone()).await.unwrap();
        for sent in [&wrong, &large] {
            // It may be given up in the middle.
            drop(wire::send_aside(&connection, &photo(&client.member, sent)).await);
        }
        let last = photo(&client.member, wanted);
        drop(wire::send_aside(&connection, &last).await);
        if is_kept {
            let name = json!(name);
            let came = founder
                .node
                .wait_event(SOON, "the photo", |event| event["photo"] == name)
                .await;
            assert!(came.is_ok(), "{came:?}");
        }
        drop(begun);
        assert_eq!(
            shown(&mut founder, &named(wanted)).await.unwrap(),
            is_kept,
            "of {} bytes",
            wanted.len()
        );
    }
    for sent in [&wrong, &large] {
        assert!(!shown(&mut founder, &named(sent)).await.unwrap());
    }
    assert!(connection.close_reason().is_none(), "still connected");
    founder.node.stop().await.unwrap();
}
