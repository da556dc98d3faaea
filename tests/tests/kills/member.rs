//! A member whose program is started, killed, and started again.

use crate::ledger::{Claim, Ledger, Look, text};
use otagai_tests::process::{Home, Otagai, ProcessError, binary};
use serde_json::{Value, json};
use std::{process::Command, time::Duration};
use tokio::time::{Instant, timeout_at};

const TEXT: &str =
    "意見が割れた場面で、両方の言い分を板書で並べて整理してくれました。話し合いが進みました。";
const SKILL: &str = "ファシリテーション";
/// How often the author writes one of everything in a burst.
const TIMES: usize = 3;

/// A member.
pub(crate) struct Member {
    pub(crate) home: Home,
    pub(crate) person: String,
    pub(crate) ledger: Ledger,
    doom: Option<Doom>,
    /// The longest call so far.
    longest: Duration,
}

/// When the program is killed in a burst: at a call, so many millionths of the longest one after it was asked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Doom {
    pub(crate) calls: usize,
    pub(crate) millionths: u32,
}

/// Why a burst ended before its end.
#[derive(Debug)]
pub(crate) enum Halt {
    /// It is time to kill the program.
    Doomed,
    /// A call went wrong.
    Failed(ProcessError),
}

impl From<ProcessError> for Halt {
    fn from(error: ProcessError) -> Self {
        Self::Failed(error)
    }
}

/// Starts the program of a home, and waits until it answers.
pub(crate) async fn start(home: &Home) -> Result<Otagai, ProcessError> {
    let mut node = begin(home)?;
    node.call("app_state", json!({})).await?;
    Ok(node)
}

/// Starts the program of a home.
pub(crate) fn begin(home: &Home) -> Result<Otagai, ProcessError> {
    let mut command = Command::new(binary()?);
    command.args(["--loopback", "--clock", "2026-11-21"]);
    Otagai::start_with(command, home)
}

/// Says who somebody is.
pub(crate) fn who(name: &str) -> Value {
    json!({ "name": name, "reading": "よみ", "short": name })
}

/// Whether something was done before a moment.
pub(crate) async fn until<T>(
    moment: Instant,
    act: impl Future<Output = Result<T, ProcessError>>,
) -> Result<bool, ProcessError> {
    timeout_at(moment, act)
        .await
        .map_or(Ok(false), |ended| ended.map(|_done| true))
}

/// A burst that came to its end, or to that of the program.
pub(crate) fn burst(ended: Result<(), Halt>) -> Result<(), ProcessError> {
    match ended {
        Ok(()) | Err(Halt::Doomed) => Ok(()),
        Err(Halt::Failed(error)) => Err(error),
    }
}

impl Member {
    /// Two who are in one circle; neither program runs.
    pub(crate) async fn two() -> Result<[Self; 2], ProcessError> {
        let mut two = Vec::new();
        for name in ["花子", "太郎"] {
            let home = Home::new()?;
            let mut node = start(&home).await?;
            let me = node.call("init", who(name)).await?;
            node.stop().await?;
            two.push(Self {
                home,
                person: text(&me, "person"),
                ledger: Ledger::default(),
                doom: None,
                longest: Duration::ZERO,
            });
        }
        let [hanako, taro] = <[Self; 2]>::try_from(two).unwrap_or_else(|_two| unreachable!());
        let (mut host, mut guest) = (start(&hanako.home).await?, start(&taro.home).await?);
        let circle = json!({ "name": "さくら会", "purpose": "助け合い" });
        host.call("circle_create", circle).await?;
        let invite = json!({ "uses": 1, "days": 7 });
        let invite = host.call("invite", invite).await?;
        guest
            .call("join", json!({ "link": invite["link"] }))
            .await?;
        host.stop().await?;
        guest.stop().await?;
        Ok([hanako, taro])
    }

    /// Lets one of the next calls be the last.
    pub(crate) fn dies_at(&mut self, doom: Doom) {
        self.doom = Some(doom);
    }

    /// Asks for something to be saved, and notes it when the reply has come.
    async fn save(
        &mut self,
        node: &mut Otagai,
        (call, args): (&str, Value),
        claim: Claim,
    ) -> Result<Value, Halt> {
        self.ledger.ask(claim);
        let begun = Instant::now();
        let reply = match &mut self.doom {
            Some(Doom {
                calls: 0,
                millionths,
            }) => {
                let moment = begun + self.longest * *millionths / 1_000_000;
                let reply = timeout_at(moment, node.call(call, args)).await;
                if reply.is_ok() {
                    self.ledger.report();
                }
                return Err(Halt::Doomed);
            }
            Some(doom) => {
                doom.calls -= 1;
                node.call(call, args).await?
            }
            None => node.call(call, args).await?,
        };
        self.longest = self.longest.max(begun.elapsed());
        self.ledger.report();
        Ok(reply)
    }

    /// A card, a record of work, a vouch on it, and a vouch with a record of its own; several times.
    pub(crate) async fn write(
        &mut self,
        node: &mut Otagai,
        other: &str,
        round: usize,
    ) -> Result<(), Halt> {
        for time in 0..TIMES {
            let mark = format!("{round}の{time}");
            self.banner(node, &mark).await?;
            let (title, with_vouch) = (format!("仕事{mark}"), format!("推薦の仕事{mark}"));
            let record = json!({ "job": self.job(&title, other) });
            let job = self
                .save(node, ("job_record", record), Claim::Job(title))
                .await?;
            for (how, on) in [
                ("記録", json!({ "job": job["job"] })),
                ("一緒", json!({ "newJob": self.job(&with_vouch, other) })),
            ] {
                let said = format!("{TEXT}({how}{mark})");
                let mut vouch = json!({ "subject": other, "skills": [SKILL], "text": said });
                vouch
                    .as_object_mut()
                    .unwrap()
                    .extend(on.as_object().unwrap().clone());
                self.save(node, ("vouch_write", vouch), Claim::Vouch(said))
                    .await?;
            }
        }
        Ok(())
    }

    /// Answers everything that waits: every third vouch is kept and not shown, the others are accepted.
    pub(crate) async fn answer(&mut self, node: &mut Otagai, round: usize) -> Result<(), Halt> {
        self.banner(node, &format!("{round}の前")).await?;
        let look = Look::at(node).await?;
        for (number, vouch) in look.waiting_vouches().into_iter().enumerate() {
            let (answer, state) = match number % 3 {
                2 => ("keep", "kept"),
                _ => ("accept", "counts"),
            };
            let args = json!({ "vouch": vouch, "answer": answer });
            self.save(node, ("vouch_answer", args), Claim::Stands(vouch, state))
                .await?;
        }
        // Some were answered with the vouches.
        for job in Look::at(node).await?.waiting_jobs() {
            let args = json!({ "job": job, "answer": "accept" });
            let claim = Claim::Signed(self.person.clone(), job);
            self.save(node, ("job_answer", args), claim).await?;
        }
        self.banner(node, &format!("{round}の後")).await
    }

    async fn banner(&mut self, node: &mut Otagai, mark: &str) -> Result<(), Halt> {
        let banner = format!("{mark}です");
        let edit = json!({ "edit": { "field": "banner", "value": banner } });
        let claim = Claim::Banner(self.person.clone(), banner);
        self.save(node, ("card_set", edit), claim).await.map(drop)
    }

    fn job(&self, title: &str, other: &str) -> Value {
        let people = [&self.person, other].map(|person| json!({ "person": person }));
        json!({
            "title": title, "kind": "paid", "from": "2026-01", "to": "2026-02",
            "participants": people, "skills": [SKILL],
        })
    }

    /// Kills the program. What it had said by then is noted.
    pub(crate) async fn kill(&mut self, node: Otagai) -> Result<(), ProcessError> {
        self.doom = None;
        if node.kill().await?.is_some() {
            self.ledger.report();
        }
        Ok(())
    }

    /// What a killed program left behind is whole: read from a copy, the rows are what working them out anew
    /// gives. Then, with the program started again, everything reported is there. Where nobody else runs whose
    /// news could come between two looks, nothing is half there, also after working it out anew.
    pub(crate) async fn assert_kept(
        &mut self,
        when: &str,
        is_alone: bool,
    ) -> Result<Otagai, ProcessError> {
        let copy = tempfile::tempdir()?;
        self.home.copy_data(copy.path())?;
        let mut store = self.home.store(copy.path()).unwrap();
        for circle in store.circles().unwrap() {
            let derived = store.derived_digest(circle).unwrap();
            let rebuilt = store.rebuild(circle).unwrap();
            assert_eq!(rebuilt.derived, derived, "{when}: worked out anew");
        }
        let mut node = start(&self.home).await?;
        let look = Look::at(&mut node).await?;
        self.ledger.settle(&look);
        self.ledger.assert_shown(&look, when);
        if is_alone {
            look.assert_whole(when);
            node.call("rebuild", json!({})).await?;
            let rebuilt = Look::at(&mut node).await?;
            assert!(rebuilt == look, "{when}: {rebuilt:?} is not {look:?}");
        }
        Ok(node)
    }
}

/// Lets two meet until both hold the same.
pub(crate) async fn converge(
    nodes: [&mut Otagai; 2],
    within: Duration,
) -> Result<(), ProcessError> {
    let [one, other] = nodes;
    let deadline = Instant::now() + within;
    let ticket = other.call("ticket", json!({})).await?;
    let digest = |reply: Value| text(&reply, "stored");
    loop {
        let args = json!({ "peer": ticket["ticket"], "once": true, "seconds": 20 });
        let moved = one.call("sync", args).await?;
        let mine = digest(one.call("rebuild", json!({})).await?);
        let theirs = digest(other.call("rebuild", json!({})).await?);
        if mine == theirs {
            return Ok(());
        }
        let what = format!("both to hold the same: {mine} and {theirs} after {moved}");
        let left = deadline.saturating_duration_since(Instant::now());
        one.wait_event(left, &what, |event| event["event"] == "met")
            .await?;
    }
}
