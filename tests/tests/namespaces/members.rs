//! Two members at the two ends of a cable.

use std::io;
use std::time::Duration;

use otagai_tests::netns::{Cable, CableEnd};
use otagai_tests::process::{Home, Otagai, ProcessError, binary};
use serde_json::{Value, json};
use tokio::time::Instant;

/// How long the program may take to start: the keys are locked with a slow function.
const START: Duration = Duration::from_mins(1);

/// How long anything may take between two computers that are connected.
pub(crate) const SOON: Duration = Duration::from_secs(15);

/// Name of the circle.
pub(crate) const CIRCLE: &str = "さくら会";

/// Who makes the circle, and what her card says.
pub(crate) const HANAKO: (&str, &str) = ("山田花子", "花の世話をします");

/// Who joins, and what his card says.
pub(crate) const TARO: (&str, &str) = ("佐藤太郎", "自転車をなおせます");

/// Two members and what they keep on disk.
pub(crate) struct Members {
    pub(crate) hanako: Otagai,
    pub(crate) taro: Otagai,
    homes: [Home; 2],
}

impl Members {
    /// Hanako makes a circle on side A, Taro joins on side B, and both have both cards.
    pub(crate) async fn join(cable: &Cable) -> Result<Self, ProcessError> {
        let homes = [Home::new()?, Home::new()?];
        let mut hanako = first_start(cable, CableEnd::A, &homes[0], HANAKO.0).await?;
        let mut taro = first_start(cable, CableEnd::B, &homes[1], TARO.0).await?;
        let circle = json!({ "name": CIRCLE, "purpose": "近所の助け合い" });
        hanako.call("circle_create", circle).await?;
        set_banner(&mut hanako, HANAKO.1).await?;
        let invite = hanako
            .call("invite", json!({ "uses": 1, "days": 7 }))
            .await?;
        let link = text(&invite, "link");
        let charter = taro.call("join_open", json!({ "link": link })).await?;
        expect(
            text(&charter, "name") == CIRCLE,
            "the charter names the circle",
            &charter,
        )?;
        taro.call("join", json!({ "link": link, "hello": TARO.1 }))
            .await?;
        let mut members = Self {
            hanako,
            taro,
            homes,
        };
        members.both_see_both(SOON).await?;
        Ok(members)
    }

    /// Waits until each side has the cards of both.
    async fn both_see_both(&mut self, within: Duration) -> Result<(), ProcessError> {
        for card in [HANAKO, TARO] {
            sees(&mut self.hanako, card, within).await?;
            sees(&mut self.taro, card, within).await?;
        }
        Ok(())
    }

    /// Ends both programs; what they keep stays.
    pub(crate) async fn stop(self) -> Result<[Home; 2], ProcessError> {
        self.hanako.stop().await?;
        self.taro.stop().await?;
        Ok(self.homes)
    }

    /// Starts both again and waits until they listen.
    pub(crate) async fn start_again(cable: &Cable, homes: [Home; 2]) -> Result<Self, ProcessError> {
        let mut hanako = start(cable, CableEnd::A, &homes[0])?;
        let mut taro = start(cable, CableEnd::B, &homes[1])?;
        ready(&mut hanako).await?;
        ready(&mut taro).await?;
        Ok(Self {
            hanako,
            taro,
            homes,
        })
    }

    /// Waits until each has met the other.
    pub(crate) async fn have_met(&mut self, within: Duration) -> Result<(), ProcessError> {
        let deadline = Instant::now() + within;
        for node in [&mut self.hanako, &mut self.taro] {
            let left = deadline.saturating_duration_since(Instant::now());
            node.wait_event(left, "a meeting", |event| is(event, "met"))
                .await?;
        }
        Ok(())
    }
}

/// Starts the program at one end of the cable.
fn start(cable: &Cable, side: CableEnd, home: &Home) -> Result<Otagai, ProcessError> {
    let program = binary()?;
    let program = program
        .to_str()
        .ok_or_else(|| io::Error::other("the path is no text"))?;
    Otagai::start_with(cable.command(side, program), home)
}

/// Starts the program for the first time, for somebody of this name.
pub(crate) async fn first_start(
    cable: &Cable,
    side: CableEnd,
    home: &Home,
    name: &str,
) -> Result<Otagai, ProcessError> {
    let mut node = start(cable, side, home)?;
    node.call(
        "init",
        json!({ "name": name, "reading": "てすと", "short": "" }),
    )
    .await?;
    ready(&mut node).await?;
    Ok(node)
}

async fn ready(node: &mut Otagai) -> Result<(), ProcessError> {
    node.wait_event(START, "being ready", |event| is(event, "ready"))
        .await
        .map(drop)
}

pub(crate) async fn set_banner(node: &mut Otagai, banner: &str) -> Result<(), ProcessError> {
    let edit = json!({ "field": "banner", "value": banner });
    node.call("card_set", json!({ "edit": edit }))
        .await
        .map(drop)
}

/// Waits until a device has the card of this name with this line.
pub(crate) async fn sees(
    node: &mut Otagai,
    (name, banner): (&str, &str),
    within: Duration,
) -> Result<(), ProcessError> {
    let deadline = Instant::now() + within;
    loop {
        let members = node.call("members", json!({})).await?;
        let cards = members
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|member| member.get("card"));
        if cards
            .into_iter()
            .any(|card| text(card, "name") == name && text(card, "banner") == banner)
        {
            return Ok(());
        }
        let left = deadline.saturating_duration_since(Instant::now());
        let what = format!("{name} with {banner}; has {members}");
        node.wait_event(left, &what, |event| is(event, "changed"))
            .await?;
    }
}

fn expect(true_now: bool, what: &str, seen: &Value) -> Result<(), ProcessError> {
    let missing = || ProcessError::Missing(what.to_owned(), seen.to_string());
    true_now.then_some(()).ok_or_else(missing)
}

pub(crate) fn is(event: &Value, kind: &str) -> bool {
    text(event, "event") == kind
}

pub(crate) fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}
