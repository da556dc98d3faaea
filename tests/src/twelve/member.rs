//! One of the twelve: a running program, and the hands that use it.

use super::{
    missing,
    replies::{ScriptPeople, text},
    script::{self, ScriptDeed, ScriptView},
};
use crate::process::{Home, Otagai, ProcessError, binary};
use otagai_sample::{MemberId, Sample};
use serde_json::{Value, json};
use std::process::Command;

/// One of the twelve.
#[derive(Debug)]
pub struct TwelveMember {
    /// As whom the sample knows them.
    pub id: MemberId,
    /// Id of the person in the circle; empty before they are set up.
    pub person: String,
    /// The running program.
    pub node: Otagai,
    /// The day to which the clock returns.
    today: String,
    _home: Home,
}

impl TwelveMember {
    /// Starts a program for somebody.
    pub(super) fn start(person: &otagai_sample::Member, today: &str) -> Result<Self, ProcessError> {
        let home = Home::new()?;
        let mut command = Command::new(binary()?);
        command.args(["--loopback", "--clock", today]);
        Ok(Self {
            id: person.id.clone(),
            person: String::new(),
            node: Otagai::start_with(command, &home)?,
            today: today.to_owned(),
            _home: home,
        })
    }

    /// They say who they are.
    pub(super) async fn init(
        &mut self,
        person: &otagai_sample::Member,
    ) -> Result<(), ProcessError> {
        let me = json!({ "name": person.name, "reading": person.reading, "short": person.short });
        let me = self.node.call("init", me).await?;
        text(&me, "person").clone_into(&mut self.person);
        Ok(())
    }

    pub(super) async fn ticket(&mut self) -> Result<String, ProcessError> {
        let ticket = self.node.call("ticket", json!({})).await?;
        Ok(text(&ticket, "ticket").to_owned())
    }

    /// The people to whom a connection is open.
    pub(super) async fn connected(&mut self) -> Result<Vec<String>, ProcessError> {
        let status = self.node.call("status", json!({})).await?;
        let people = status.get("people").and_then(Value::as_array);
        let connected = people
            .into_iter()
            .flatten()
            .filter(|one| one.get("connected") == Some(&json!(true)));
        Ok(connected
            .map(|one| text(one, "person").to_owned())
            .collect())
    }

    /// Ends the connections with these devices.
    pub(super) async fn part(&mut self, tickets: &[String]) -> Result<(), ProcessError> {
        for ticket in tickets {
            // No new meeting is to be expected: the connection is open already.
            let args = json!({ "peer": ticket, "seconds": 1, "part": true });
            self.node.call("sync", args).await?;
        }
        Ok(())
    }

    /// What can be read here.
    ///
    /// # Errors
    /// Where the program does not answer.
    pub async fn look(&mut self) -> Result<ScriptView, ProcessError> {
        Ok(ScriptView {
            jobs: list(self.node.call("jobs", json!({})).await?),
            vouches: list(self.node.call("vouches", json!({})).await?),
            members: list(self.node.call("members", json!({})).await?),
        })
    }

    /// Looks and does what is theirs, again and again until nothing is left. Gives how much that was.
    pub(super) async fn act(
        &mut self,
        sample: &Sample,
        people: &ScriptPeople,
    ) -> Result<usize, ProcessError> {
        let mut done = 0;
        loop {
            let seen = self.look().await?;
            let Some(deed) = script::next(sample, people, &self.id, &seen) else {
                return Ok(done);
            };
            self.perform(deed).await?;
            done += 1;
            // Nobody has more to do than there is in the sample.
            if done > 4 * (sample.jobs().len() + sample.vouches().len()) {
                return Err(missing("an end of deeds", &self.id));
            }
        }
    }

    /// Does something on its own day.
    async fn perform(&mut self, deed: ScriptDeed) -> Result<(), ProcessError> {
        if let Some(day) = deed.on {
            self.node.set_clock(&day.to_string()).await?;
        }
        self.node.call(deed.call, deed.args).await?;
        if deed.on.is_some() {
            self.node.set_clock(&self.today).await?;
        }
        Ok(())
    }
}

fn list(reply: Value) -> Vec<Value> {
    match reply {
        Value::Array(list) => list,
        _ => Vec::new(),
    }
}
