//! Sections 9 and 10: a job that only some may read, confirmed and taken back.

use super::{
    document::text_of,
    items::Chunk,
    member::Member,
    names::Id,
    other_side::{Founder, id, text},
    sealed::{self, Opened},
    statement::Body,
    written::hex,
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const TITLE: &str = "花壇の植え替え";

/// A job that the member can read: its key, its one chunk, and what is in it.
fn open(member: &Member, job: Id) -> Option<(Id, Id, Opened)> {
    let document = member.held.documents.get(&job)?;
    let (header, secret) = (&document.header, &member.keys.encryption);
    let mut grants = document.grants.values();
    let key = grants.find_map(|grant| sealed::unwrap(header, grant, secret))?;
    let (id, chunk): (&Id, &Chunk) = document.chunks.first_key_value()?;
    Some((key, *id, sealed::open_first(header, chunk, &key)?))
}

#[tokio::test]
async fn it_reads_confirms_and_forgets_a_job() {
    let mut founder = Founder::start().await.unwrap();
    let mut client = founder.let_in().await.unwrap();
    let mut meeting = client.dial().await.unwrap();
    meeting.until(&mut client.member, |_| true).await.unwrap();

    let person = hex(&client.member.keys.person());
    let job = json!({
        "title": TITLE,
        "kind": "volunteer",
        "from": "2026-04",
        "to": "2026-04",
        "participants": [{ "person": "" }, { "person": person, "role": "土を運ぶ" }],
        "skills": ["園芸"],
    });
    let recorded = founder.node.call("job_record", json!({ "job": job })).await;
    let job = id(&recorded.unwrap(), "job").unwrap();
    let is_there = |member: &Member| open(member, job).is_some();
    meeting.until(&mut client.member, is_there).await.unwrap();
    let (key, chunk, opened) = open(&client.member, job).unwrap();
    assert_eq!(opened.kind, "job", "what it truly is");
    let readers = BTreeSet::from([founder.person, client.member.keys.person()]);
    assert_eq!(BTreeSet::from_iter(opened.readers), readers, "who reads it");
    assert_eq!(text_of(&[&opened.change], "title").as_deref(), Some(TITLE));

    let before: BTreeSet<Id> = client.member.held.items.keys().copied().collect();
    let confirm = Body::Confirm {
        job,
        chunk,
        heads: vec![opened.change.hash],
        key,
    };
    client.member.say(&confirm).unwrap();
    meeting.announce(&client.member, &before);
    meeting.until(&mut client.member, |_| true).await.unwrap();
    let jobs = founder.node.call("jobs", json!({})).await.unwrap();
    let state = |jobs: &Value| text(&jobs[0], "state").to_owned();
    assert_eq!(state(&jobs), "confirmed", "by what the client said: {jobs}");

    let args = json!({ "document": hex(&job) });
    founder.node.call("work_take_back", args).await.unwrap();
    let is_gone = |member: &Member| member.held.documents[&job].chunks.is_empty();
    meeting.until(&mut client.member, is_gone).await.unwrap();
    let digest = founder.digest().await.unwrap();
    assert_eq!(digest, client.member.held.digest(), "both forgot the words");
    founder.node.stop().await.unwrap();
}
