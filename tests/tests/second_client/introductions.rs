//! Section 12: devices that do not know each other yet.

use super::{
    link::one_time_key,
    member::{Keys, Member},
    names::public,
    other_side::{Beside, Founder, dial},
    roster::{Roster, join_message},
    secret::Secret,
    set::Held,
    statement::Body,
    wire,
};
use ed25519_dalek::Signer;

/// Lets somebody in, as a member does who is asked for it; the newcomer holds what the member holds.
fn let_in(host: &mut Beside, seed: [u8; 16]) -> Option<Member> {
    let key = one_time_key(&seed);
    let (member, keys) = (&mut host.member, Keys::fresh());
    let invitation = member.say(&Body::Invite {
        key: public(&key),
        uses: 1,
        expires_at: u64::MAX,
        by_steward: false,
    })?;
    let (charter, heads) = Roster::of(&member.held).charter?;
    let (circle, person) = (member.held.circle, keys.person());
    let message = join_message(&circle, &invitation, &person, &keys.device_id());
    let body = Body::Joined {
        invitation,
        charter,
        heads,
        proof: key.sign(&message).to_bytes(),
    };
    let said = keys.say(circle, 0, None, &[], &body)?;
    let (joined, _) = said.read()?;
    member.say(&Body::Admitted {
        invitation,
        person,
        joined,
    })?;
    let mut items = keys.records();
    items.push(said);
    let is_good = member.held.take(&items) == 0;
    is_good.then(|| Member::new(keys, member.held.clone(), member.secrets.clone()))
}

#[tokio::test]
async fn a_device_that_is_not_known_yet_shows_how_it_came_in() {
    let mut founder = Founder::start().await.unwrap();
    let mut host = founder.let_in().await.unwrap();
    let mut third = let_in(&mut host, [3; 16]).unwrap();
    third
        .write_card(&[("name", "鈴木三郎"), ("banner", "三人目です")])
        .unwrap();
    let endpoint = wire::bind(&third.keys.device.to_bytes()).await.unwrap();
    let mut meeting = dial(&mut third, &endpoint, &host.link).await.unwrap();
    meeting.until(&mut third, |_| true).await.unwrap();
    assert!(
        meeting.heard.contains(&3),
        "who are you? {:?}",
        meeting.heard
    );
    founder.sees("三人目です").await.unwrap();
    let digest = founder.digest().await.unwrap();
    assert_eq!(digest, third.held.digest(), "both hold the same");
    founder.node.stop().await.unwrap();
}

#[tokio::test]
async fn with_keys_and_secret_alone_it_asks_who_is_there_and_gets_everything() {
    let mut founder = Founder::start().await.unwrap();
    founder
        .write_banner("何でも相談してください")
        .await
        .unwrap();
    let mut client = founder.let_in().await.unwrap();
    let empty = Held::new(client.member.held.circle);
    let (keys, secrets) = (client.member.keys.clone(), client.member.secrets.clone());
    client.member = Member::new(keys, empty, secrets);
    let mut meeting = client.dial().await.unwrap();
    meeting.until(&mut client.member, |_| true).await.unwrap();
    let banner = client.founders(&founder, "banner");
    assert_eq!(
        banner.as_deref(),
        Some("何でも相談してください"),
        "her card"
    );
    let digest = founder.digest().await.unwrap();
    assert_eq!(digest, client.member.held.digest(), "both hold the same");
    founder.node.stop().await.unwrap();
}

#[tokio::test]
async fn who_lacks_a_newer_secret_is_handed_it() {
    let mut founder = Founder::start().await.unwrap();
    let mut client = founder.let_in().await.unwrap();
    let newer = Secret {
        generation: 2,
        key: [9; 32],
    };
    client.member.secrets.push(newer.clone());
    client.meet().await.unwrap();
    client.member.secrets = vec![newer];
    client.meet().await.unwrap();
    founder.node.stop().await.unwrap();
}

#[tokio::test]
async fn without_the_secret_it_learns_nothing() {
    let mut founder = Founder::start().await.unwrap();
    let mut client = founder.let_in().await.unwrap();
    client.member.secrets = vec![Secret {
        generation: 1,
        key: [0; 32],
    }];
    let refused = client.dial().await.err().unwrap();
    assert_eq!(refused.to_string(), "nothing in common");
    founder.node.stop().await.unwrap();
}
