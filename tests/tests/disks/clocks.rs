//! Clocks that are wrong by ten years.

use crate::member::{CLOCK, SKILL, TEXT, banner, code, converge, founder, job, join, read, start};
use otagai_tests::process::{Home, Otagai, ProcessError};
use serde_json::{Value, json};

const BEHIND: &str = "2016-11-21";
const AHEAD: &str = "2036-11-21";

/// Whom the card of a running program's member is not.
async fn other(node: &mut Otagai) -> Result<String, ProcessError> {
    let members = node.call("members", json!({})).await?;
    let mut others = members
        .as_array()
        .into_iter()
        .flatten()
        .filter(|one| one["card"]["mine"] == false);
    let other = others.next().map(|one| one["card"]["person"].clone());
    Ok(other
        .and_then(|id| id.as_str().map(str::to_owned))
        .unwrap_or_default())
}

fn vouch(subject: &str, title: &str) -> Value {
    json!({ "subject": subject, "newJob": job(title, subject), "skills": [SKILL], "text": TEXT })
}

/// Joins, writes, meets; then the clock is put right.
#[tokio::test]
async fn whose_clock_is_wrong_by_ten_years_is_in_all_the_same() {
    for (clock, records) in [
        // Work of 2026 lies ahead for whoever believes to live in 2016.
        (BEHIND, Some("jobInTheFuture")),
        (AHEAD, None),
    ] {
        let home = Home::new().unwrap();
        founder(&home);
        let mut hanako = start(&home, CLOCK).unwrap();
        let (place, mut taro) = join(&mut hanako, clock).await.unwrap();
        converge(&mut taro, &mut hanako).await.unwrap();
        let to = other(&mut taro).await.unwrap();
        let reply = taro.call("vouch_write", vouch(&to, "仕事")).await;
        assert_eq!(code(&reply), records, "{clock}");
        taro.call("card_set", banner("ずれています")).await.unwrap();
        converge(&mut taro, &mut hanako).await.unwrap();
        let members = hanako.call("members", json!({})).await.unwrap();
        assert!(members.to_string().contains("ずれています"), "{members}");

        // Put right: nothing was lost, and what was refused is now possible.
        taro.stop().await.unwrap();
        let before = read(&place);
        let mut taro = start(&place, CLOCK).unwrap();
        let reply = taro.call("vouch_write", vouch(&to, "もう一つの仕事")).await;
        assert_eq!(code(&reply), None, "{clock}");
        converge(&mut taro, &mut hanako).await.unwrap();
        let vouches = taro.call("vouches", json!({})).await.unwrap();
        assert_eq!(
            vouches.as_array().unwrap().len(),
            before[2].as_array().unwrap().len() + 1,
            "{clock}: {vouches}"
        );
        for vouch in vouches.as_array().unwrap() {
            let id = vouch["vouch"].clone();
            let accept = json!({ "vouch": id, "answer": "accept" });
            let accepted = hanako.call("vouch_answer", accept).await.unwrap();
            assert_eq!(accepted["state"], "counts", "{clock}: {accepted}");
        }
        converge(&mut taro, &mut hanako).await.unwrap();
        taro.stop().await.unwrap();
        hanako.stop().await.unwrap();
    }
}

/// An invitation is judged by the clock of whoever lets in: it is over for a host ten years ahead, and good
/// again when the clock is right.
#[tokio::test]
async fn a_host_ten_years_ahead_lets_nobody_in_and_loses_nothing() {
    let home = Home::new().unwrap();
    founder(&home);
    let mut hanako = start(&home, CLOCK).unwrap();
    let invite = json!({ "uses": 1, "days": 7 });
    let invite = hanako.call("invite", invite).await.unwrap();
    let place = Home::new().unwrap();
    let mut taro = start(&place, CLOCK).unwrap();
    let me = json!({ "name": "太郎", "reading": "たろう", "short": "" });
    taro.call("init", me).await.unwrap();
    let link = json!({ "link": invite["link"] });
    hanako.set_clock(AHEAD).await.unwrap();
    let reply = taro.call("join", link.clone()).await;
    assert_eq!(code(&reply), Some("inviteExpired"));
    hanako.set_clock(CLOCK).await.unwrap();
    taro.call("join", link).await.unwrap();
    converge(&mut taro, &mut hanako).await.unwrap();
    taro.stop().await.unwrap();
    hanako.stop().await.unwrap();
}
