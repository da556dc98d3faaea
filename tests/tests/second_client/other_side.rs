//! The other side: the program `otagai`, as it is, on this computer only.

use super::{
    joining::Newcomer,
    link::Link,
    meeting::Meeting,
    member::{Keys, Member},
    names::Id,
    news::News,
    wire,
    written::unhex,
};
use iroh::Endpoint;
use otagai_tests::process::{Home, Otagai, binary};
use serde_json::{Value, json};
use std::{error::Error, process::Command, time::Duration};

pub(crate) type Outcome<T> = Result<T, Box<dyn Error>>;

/// How long anything may take on one computer.
const SOON: Duration = Duration::from_secs(20);
/// Name of the circle.
pub(crate) const CIRCLE: &str = "さくら会";

/// A running device of the founder of a circle.
pub(crate) struct Founder {
    pub(crate) node: Otagai,
    pub(crate) person: Id,
    _home: Home,
}

/// The second client beside it.
pub(crate) struct Beside {
    pub(crate) member: Member,
    pub(crate) endpoint: Endpoint,
    pub(crate) link: Link,
}

impl Founder {
    /// Starts a device and founds a circle.
    pub(crate) async fn start() -> Outcome<Self> {
        let home = Home::new()?;
        let mut command = Command::new(binary()?);
        command.arg("--loopback");
        let mut node = Otagai::start_with(command, &home)?;
        let me = json!({ "name": "山田花子", "reading": "やまだはなこ", "short": "花子" });
        let me = node.call("init", me).await?;
        let circle = json!({ "name": CIRCLE, "purpose": "近所の助け合い" });
        node.call("circle_create", circle).await?;
        Ok(Self {
            node,
            person: id(&me, "person")?,
            _home: home,
        })
    }

    pub(crate) async fn invite(&mut self) -> Outcome<Link> {
        let invite = json!({ "uses": 1, "days": 7 });
        let invite = self.node.call("invite", invite).await?;
        Ok(Link::read(text(&invite, "link")).ok_or("the link can be read")?)
    }

    /// Invites a second client, which joins.
    pub(crate) async fn let_in(&mut self) -> Outcome<Beside> {
        let (link, keys) = (self.invite().await?, Keys::fresh());
        let endpoint = wire::bind(&keys.device.to_bytes()).await?;
        let newcomer = Newcomer::knock(keys, &endpoint, &link).await?;
        if newcomer.charter_name().as_deref() != Some(CIRCLE) {
            return Err("the charter names the circle".into());
        }
        let member = newcomer.agree().await?;
        Ok(Beside {
            member,
            endpoint,
            link,
        })
    }

    pub(crate) async fn write_banner(&mut self, banner: &str) -> Outcome<()> {
        let edit = json!({ "field": "banner", "value": banner });
        self.node.call("card_set", json!({ "edit": edit })).await?;
        Ok(())
    }

    /// Waits until the device shows a card with this line.
    pub(crate) async fn sees(&mut self, banner: &str) -> Outcome<()> {
        loop {
            let members = self.node.call("members", json!({})).await?;
            let mut cards = members.as_array().into_iter().flatten();
            if cards.any(|member| {
                member
                    .get("card")
                    .is_some_and(|card| text(card, "banner") == banner)
            }) {
                return Ok(());
            }
            let is_changed = |event: &Value| text(event, "event") == "changed";
            self.node.wait_event(SOON, banner, is_changed).await?;
        }
    }

    /// The digest of what the device holds.
    pub(crate) async fn digest(&mut self) -> Outcome<Id> {
        let digests = self.node.call("rebuild", json!({})).await?;
        id(&digests, "stored")
    }
}

impl Beside {
    /// Dials the device that the link names.
    pub(crate) async fn dial(&mut self) -> Outcome<Meeting> {
        dial(&mut self.member, &self.endpoint, &self.link).await
    }

    /// Meets the device that the link names, until both hold the same, and parts.
    pub(crate) async fn meet(&mut self) -> Outcome<Vec<News>> {
        let mut meeting = self.dial().await?;
        meeting.until(&mut self.member, |_| true).await?;
        meeting.wire.part().await?;
        Ok(meeting.news)
    }

    /// What the founder's card says about something.
    pub(crate) fn founders(&self, founder: &Founder, key: &str) -> Option<String> {
        self.member.held.text(founder.person, "card", key)
    }
}

/// Meets the device that a link names.
pub(crate) async fn dial(
    member: &mut Member,
    endpoint: &Endpoint,
    link: &Link,
) -> Outcome<Meeting> {
    let (device, addresses) = link.hosts.first().ok_or("the link names a host")?;
    Ok(Meeting::dial(member, endpoint, device, addresses).await?)
}

pub(crate) fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

pub(crate) fn id(value: &Value, key: &str) -> Outcome<Id> {
    let bytes = unhex(text(value, key)).ok_or("hexadecimal digits")?;
    Ok(bytes.as_slice().try_into()?)
}
