use super::*;
use serde_json::{Value, json};

/// What is said of the data with one value put in another's place.
fn refusal(pointer: &str, value: Value) -> String {
    let mut data: Value = serde_json::from_str(include_str!("../../data/circle.json")).unwrap();
    *data.pointer_mut(pointer).expect("the value is there") = value;
    match Sample::read(&data.to_string()) {
        Ok(_) => "nothing".to_owned(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn every_broken_rule_is_named() {
    let long = "字".repeat(401);
    let title = "字".repeat(61);
    for (pointer, value, said) in [
        ("/viewer", json!("m99"), "viewer names m99"),
        ("/members/3/id", json!("m01"), "m01 is there twice"),
        ("/members/0/reading", json!("傾聴"), "not in hiragana"),
        ("/members/0/do/0", json!("手品"), "m01 names 手品"),
        ("/members/0/do/0", json!("1on1研修"), "two levels"),
        ("/members/0/invited", json!("m02"), "chain of invitations"),
        ("/members/1/invited", json!("m11"), "chain of invitations"),
        ("/members/4/joined", json!("2027-01"), "in the future"),
        ("/members/4/licences/0/name", json!("手品師"), "手品師"),
        (
            "/members/4/licences/0/seen_by/0/member",
            json!("m05"),
            "by its holder",
        ),
        (
            "/members/0/contact_ways/0/value",
            json!("03-0000-0001"),
            "might be somebody's",
        ),
        (
            "/members/0/contact_ways/1/value",
            json!("kiku@example.com"),
            "might be somebody's",
        ),
        ("/members/6/availability/until", json!("2026-10"), "a rest"),
        ("/jobs/0/title", json!(title), "the title"),
        ("/jobs/0/start", json!("2024-07"), "before the first"),
        ("/jobs/20/end", json!("2026-12"), "in the future"),
        (
            "/jobs/0/participants/1/member",
            json!("m02"),
            "different people",
        ),
        ("/jobs/0/skills", json!([]), "skills"),
        ("/jobs/0/state", json!("相手の確認待ち"), "not confirmed"),
        ("/vouches/0/subject", json!("m03"), "for themself"),
        ("/vouches/0/subject", json!("m01"), "did not take part"),
        ("/vouches/0/job", json!("J99"), "V01 names J99"),
        ("/vouches/0/skills/0", json!("代講"), "not used in the job"),
        (
            "/vouches/0/text",
            json!("みじかい"),
            "too short or too long",
        ),
        ("/vouches/0/text", json!(long), "too short or too long"),
        (
            "/vouches/0/signed",
            json!("2024-06-30"),
            "before the job was over",
        ),
        ("/vouches/0/signed", json!("2026-11-22"), "in the future"),
        (
            "/vouches/0/state",
            json!("期限切れ"),
            "does not fit its date",
        ),
        ("/vouches/23/state", json!("有効"), "does not fit its date"),
        ("/vouches/1/issuer", json!("m03"), "for themself"),
        ("/requests/0/fits/0", json!("m02"), "whom it does not fit"),
        ("/requests/0/any_licence/0", json!("手品師"), "手品師"),
        ("/circle/subgroups/0/members/0", json!("m99"), "m99"),
        ("/today", json!("2026-02-30"), "cannot be read"),
    ] {
        let found = refusal(pointer, value.clone());
        assert!(found.contains(said), "{pointer} = {value}: {found}");
    }
}

#[test]
fn the_same_vouch_twice_is_refused() {
    let mut data: Value = serde_json::from_str(include_str!("../../data/circle.json")).unwrap();
    let mut again = data["vouches"][0].clone();
    again["id"] = json!("V02");
    data["vouches"][1] = again;
    let refused = Sample::read(&data.to_string()).unwrap_err();
    assert!(
        refused.to_string().contains("vouched for the same job"),
        "{refused}"
    );
}

#[test]
fn fewer_people_or_an_unknown_field_are_refused() {
    let found = refusal("/members", json!([]));
    assert_eq!(found, "0 members instead of 12", "the count is said");
    let found = refusal("/circle", json!({ "name": "会", "founder": "m01" }));
    assert_eq!(found, "the sample cannot be read", "no unknown field");
}

#[test]
fn everybody_has_keys_of_their_own() {
    let mut seeds: Vec<_> = sample()
        .members()
        .iter()
        .map(|member| KeySeeds::of(&member.id))
        .flat_map(|seeds| [seeds.root, seeds.device, seeds.encryption, seeds.credential])
        .collect();
    seeds.sort_unstable();
    seeds.dedup();
    assert_eq!(seeds.len(), 48, "twelve people with four keys");
}
