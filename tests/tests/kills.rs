//! `kill -9` at random moments: what the program said is saved is there when it starts again, nothing is half
//! there, and the next meeting brings everybody to the same.
//!
//! The moments come from a seed, which is printed; `OTAGAI_SEED=…` repeats it as far as a computer runs
//! equally fast.

#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "helpers of tests stop them as the tests themselves would"
)]
#![expect(
    clippy::print_stdout,
    reason = "without its seed no run can be repeated"
)]

#[path = "kills/ledger.rs"]
mod ledger;
#[path = "kills/member.rs"]
mod member;

use ledger::Look;
use member::{Doom, Member, begin, burst, start, until, who};
use otagai_tests::{
    process::{Home, Otagai, ProcessError, converge},
    sim::Chance,
    twelve::seed,
};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::time::Instant;

/// Kills in bursts of writes and in meetings.
const KILLS: usize = 50;
/// Kills while somebody is being set up, and while somebody joins.
const KILLS_AT_THE_START: usize = 12;
/// Kills that have to fall on a running call: asked for, and the reply not read.
const HITS: usize = 25;
/// Calls of a burst that may be let by; as many come after them.
const LET_BY: usize = 12;
/// How long two may take to hold the same after one of them was killed. Nothing takes nearly as long.
const CONVERGED: Duration = Duration::from_mins(2);

/// Draws the moments.
struct Moments(Chance);

impl Moments {
    /// A moment over something that takes so long, a little beyond its end.
    fn over(&mut self, longest: Duration) -> Instant {
        Instant::now() + longest * self.millionths() / 1_000_000
    }

    /// A call of a burst, and moments while it or a later one is running.
    fn in_burst(&mut self) -> Doom {
        Doom {
            calls: self.0.below(LET_BY),
            chance: Chance::new(u64::from_be_bytes(self.0.bytes())),
        }
    }

    fn millionths(&mut self) -> u32 {
        u32::try_from(self.0.below(1_100_000)).unwrap()
    }
}

#[tokio::test]
async fn whatever_was_reported_is_there_after_fifty_kills() {
    let seed = seed();
    println!("OTAGAI_SEED={seed}");
    let begun = Instant::now();
    let [mut hanako, mut taro] = Member::two().await.unwrap();
    let mut moments = Moments(Chance::new(seed));
    let meeting = first_time(&mut hanako, &mut taro).await.unwrap();
    println!("a meeting takes {meeting:?}");
    let mut hits = 0;
    for kill in 0..KILLS {
        let when = format!("OTAGAI_SEED={seed}, kill {kill}");
        match kill % 3 {
            0 => {
                let mut node = start(&hanako.home).await.unwrap();
                hanako.dies_at(moments.in_burst());
                burst(hanako.write(&mut node, &taro.person, kill).await).unwrap();
                hits += usize::from(hanako.kill(node).await.unwrap());
                let node = hanako.assert_kept(&when, true).await.unwrap();
                hanako.kill(node).await.unwrap();
            }
            1 => {
                let mut node = start(&taro.home).await.unwrap();
                taro.dies_at(moments.in_burst());
                burst(taro.answer(&mut node, kill).await).unwrap();
                hits += usize::from(taro.kill(node).await.unwrap());
                let node = taro.assert_kept(&when, true).await.unwrap();
                taro.kill(node).await.unwrap();
            }
            _ => {
                let two = [&mut hanako, &mut taro];
                let died = meet_and_die(two, &mut moments, meeting, &when).await;
                hits += usize::from(died.unwrap());
            }
        }
    }
    let [mut here, mut there] = [
        start(&hanako.home).await.unwrap(),
        start(&taro.home).await.unwrap(),
    ];
    let last = converge_and_show([&mut hanako, &mut taro], [&mut here, &mut there], "at last");
    last.await.unwrap();
    for link in hanako.ledger.links().take(2) {
        join_by(link).await.unwrap();
    }
    println!(
        "{hits} of {KILLS} kills fell on a running call; {} and {} things were reported and are there; {:.1} s",
        hanako.ledger.len(),
        taro.ledger.len(),
        begun.elapsed().as_secs_f32()
    );
    assert!(hits >= HITS, "{hits} of {KILLS} fell on a running call");
}

/// Somebody joins by a link, which was made in a run of the host's program that is over.
async fn join_by(link: &str) -> Result<(), ProcessError> {
    let home = Home::new()?;
    let mut guest = start(&home).await?;
    guest.call("init", who("次郎")).await?;
    guest.call("join", json!({ "link": link })).await?;
    guest.stop().await
}

/// A burst of writes, a meeting, and answers, when nobody is killed. Gives how long the meeting took.
async fn first_time(hanako: &mut Member, taro: &mut Member) -> Result<Duration, ProcessError> {
    let mut here = start(&hanako.home).await?;
    burst(hanako.write(&mut here, &taro.person, KILLS).await)?;
    let mut there = start(&taro.home).await?;
    let begun = Instant::now();
    converge([&mut there, &mut here], CONVERGED).await?;
    let meeting = begun.elapsed();
    burst(taro.answer(&mut there, KILLS).await)?;
    hanako.kill(here).await?;
    taro.kill(there).await?;
    Ok(meeting)
}

/// They meet, and one of them is killed: while they meet, or while Taro answers and they are connected.
/// Afterwards both hold the same. True where a call of who was killed was running.
async fn meet_and_die(
    [hanako, taro]: [&mut Member; 2],
    moments: &mut Moments,
    meeting: Duration,
    when: &str,
) -> Result<bool, ProcessError> {
    let (mut here, mut there) = (start(&hanako.home).await?, start(&taro.home).await?);
    if moments.0.below(2) == 0 {
        let meet = converge([&mut there, &mut here], CONVERGED);
        until(moments.over(meeting), meet).await?;
    } else {
        converge([&mut there, &mut here], CONVERGED).await?;
        taro.dies_at(moments.in_burst());
        burst(taro.answer(&mut there, KILLS + 1).await)?;
    }
    let (is_hit, mut here, mut there) = if moments.0.below(2) == 0 {
        let is_hit = hanako.kill(here).await?;
        (is_hit, hanako.assert_kept(when, false).await?, there)
    } else {
        let is_hit = taro.kill(there).await?;
        (is_hit, here, taro.assert_kept(when, false).await?)
    };
    converge_and_show([hanako, taro], [&mut here, &mut there], when).await?;
    hanako.kill(here).await?;
    taro.kill(there).await?;
    Ok(is_hit)
}

/// Both hold the same, and each what either was told is saved.
async fn converge_and_show(
    [hanako, taro]: [&mut Member; 2],
    [here, there]: [&mut Otagai; 2],
    when: &str,
) -> Result<(), ProcessError> {
    converge([there, here], CONVERGED).await?;
    for node in [here, there] {
        let look = Look::at(node).await?;
        look.assert_whole(when);
        for member in [&mut *hanako, &mut *taro] {
            member.ledger.settle(&look);
            member.ledger.assert_shown(&look, when);
        }
    }
    Ok(())
}

#[tokio::test]
async fn whoever_is_killed_while_being_set_up_can_be_set_up() {
    let seed = seed();
    println!("OTAGAI_SEED={seed}");
    let begun = Instant::now();
    let home = Home::new().unwrap();
    set_up(&mut begin(&home).unwrap()).await.unwrap();
    let longest = begun.elapsed();
    let mut moments = Moments(Chance::new(seed));
    for kill in 0..KILLS_AT_THE_START {
        let when = format!("OTAGAI_SEED={seed}, kill {kill}");
        let home = Home::new().unwrap();
        let moment = moments.over(longest);
        let mut node = begin(&home).unwrap();
        let was_set_up = until(moment, set_up(&mut node)).await.unwrap();
        node.kill().await.unwrap();
        let mut node = begin(&home).unwrap();
        match node.call("init", who("花子")).await {
            Ok(_) => assert!(!was_set_up, "{when}: nobody is made twice"),
            Err(ProcessError::Refused { code, .. }) => {
                assert_eq!(code, "alreadySetUp", "{when}");
            }
            Err(error) => panic!("{when}: {error}"),
        }
        let circles = node.call("circle_list", json!({})).await.unwrap();
        if was_set_up {
            assert_eq!(circles.as_array().unwrap().len(), 1, "{when}: {circles}");
        }
        let circle = json!({ "name": "もう一つの会", "purpose": "助け合い" });
        node.call("circle_create", circle).await.unwrap();
        node.stop().await.unwrap();
    }
}

async fn set_up(node: &mut Otagai) -> Result<(), ProcessError> {
    node.call("init", who("花子")).await?;
    let circle = json!({ "name": "さくら会", "purpose": "助け合い" });
    node.call("circle_create", circle).await.map(drop)
}

#[tokio::test]
async fn whoever_is_killed_while_joining_can_join() {
    let seed = seed();
    println!("OTAGAI_SEED={seed}");
    let mut moments = Moments(Chance::new(seed));
    let host_home = Home::new().unwrap();
    let mut host = start(&host_home).await.unwrap();
    set_up(&mut host).await.unwrap();
    let mut longest = Duration::ZERO;
    for kill in 0..=KILLS_AT_THE_START {
        let when = format!("OTAGAI_SEED={seed}, kill {kill}");
        let home = Home::new().unwrap();
        let mut guest = start(&home).await.unwrap();
        guest.call("init", who("太郎")).await.unwrap();
        let invite = host.call("invite", json!({ "uses": 1, "days": 7 }));
        let link = invite.await.unwrap()["link"].clone();
        let begun = Instant::now();
        // The first joins undisturbed, so that it is known how long that takes.
        let moment = match kill {
            0 => begun + CONVERGED,
            _ => moments.over(longest),
        };
        let join = guest.call("join", json!({ "link": link }));
        until(moment, join).await.unwrap();
        longest = longest.max(begun.elapsed());
        if moments.0.below(2) == 0 {
            host.kill().await.unwrap();
            host = start(&host_home).await.unwrap();
        }
        guest.kill().await.unwrap();
        let mut guest = start(&home).await.unwrap();
        match guest.call("join", json!({ "link": link })).await {
            Ok(_) => {}
            Err(ProcessError::Refused { code, .. }) => {
                assert_eq!(code, "alreadyMember", "{when}");
            }
            Err(error) => panic!("{when}: {error}"),
        }
        converge([&mut guest, &mut host], CONVERGED).await.unwrap();
        for node in [&mut guest, &mut host] {
            let members = node.call("members", json!({})).await.unwrap();
            let members = members.as_array().unwrap();
            assert_eq!(members.len(), kill + 2, "{when}: nobody is in twice");
            let is_in = |one: &Value| one["standing"] == "member";
            assert!(members.iter().all(is_in), "{when}: {members:?}");
        }
        guest.kill().await.unwrap();
    }
}
