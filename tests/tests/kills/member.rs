//! A member whose program is started, killed, and started again.

use crate::ledger::{Claim, Ledger, Look, text};
use otagai_tests::{
    process::{Home, Otagai, ProcessError, binary},
    sim::Chance,
};
use serde_json::{Value, json};
use std::{collections::BTreeMap, process::Command, time::Duration};
use tokio::time::{Instant, timeout_at};

const TEXT: &str =
    "意見が割れた場面で、両方の言い分を板書で並べて整理してくれました。話し合いが進みました。";
const SKILL: &str = "ファシリテーション";
/// A red dot: PNG, 1 × 1.
const DOT: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";
/// How often the author writes one of everything in a burst.
const TIMES: usize = 3;

/// A member.
pub(crate) struct Member {
    pub(crate) home: Home,
    pub(crate) person: String,
    pub(crate) ledger: Ledger,
    doom: Option<Doom>,
    /// How long each call took the last time.
    took: BTreeMap<&'static str, Duration>,
    /// Nothing was asked since the start: whatever comes first takes longer.
    is_fresh: bool,
}

/// When the program is killed in a burst: while one of the calls from here on is running.
#[derive(Debug, Clone)]
pub(crate) struct Doom {
    /// Calls that are let by.
    pub(crate) calls: usize,
    /// Draws the moment, anew for each call that ended before it.
    pub(crate) chance: Chance,
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

impl Doom {
    fn millionths(&mut self) -> u32 {
        u32::try_from(self.chance.below(1_000_000)).unwrap()
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
                took: BTreeMap::new(),
                is_fresh: true,
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
        for node in [&mut host, &mut guest] {
            let hobby = json!({ "field": "hobby", "value": { "name": "水泳", "years": 10 } });
            node.call("card_set", json!({ "edit": hobby })).await?;
        }
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
        (call, args): (&'static str, Value),
        claim: Option<Claim>,
    ) -> Result<Value, Halt> {
        self.ledger.ask(claim);
        let begun = Instant::now();
        let reply = match &mut self.doom {
            Some(doom) if doom.calls == 0 => {
                let usual = self.took.get(call).copied().unwrap_or_default();
                let moment = begun + usual * doom.millionths() / 1_000_000;
                match timeout_at(moment, node.call(call, args)).await {
                    Err(_elapsed) => return Err(Halt::Doomed),
                    Ok(reply) => reply?,
                }
            }
            doom => {
                if let Some(doom) = doom {
                    doom.calls -= 1;
                }
                node.call(call, args).await?
            }
        };
        if !std::mem::take(&mut self.is_fresh) {
            self.took.insert(call, begun.elapsed());
        }
        self.ledger.report();
        Ok(reply)
    }

    /// A card, a record of work, a vouch on it, and a vouch with a record of its own, several times; and everything
    /// else that a member does alone.
    pub(crate) async fn write(
        &mut self,
        node: &mut Otagai,
        other: &str,
        round: usize,
    ) -> Result<(), Halt> {
        self.is_fresh = true;
        for time in 0..TIMES {
            let mark = format!("{round}の{time}");
            self.banner(node, &mark).await?;
            let (title, with_vouch) = (format!("仕事{mark}"), format!("推薦の仕事{mark}"));
            let record = json!({ "job": self.job(&title, other) });
            let claim = Some(Claim::Job(title));
            let job = self.save(node, ("job_record", record), claim).await?;
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
                let claim = Some(Claim::Vouch(said));
                self.save(node, ("vouch_write", vouch), claim).await?;
            }
            match time {
                0 => self.take_back(node, other, &mark).await?,
                _ => self.alone(node).await?,
            }
        }
        Ok(())
    }

    /// Work is recorded by mistake.
    async fn take_back(&mut self, node: &mut Otagai, other: &str, mark: &str) -> Result<(), Halt> {
        let title = format!("まちがえた仕事{mark}");
        let record = json!({ "job": self.job(&title, other) });
        let claim = Some(Claim::Job(title.clone()));
        let job = self.save(node, ("job_record", record), claim).await?;
        let job = text(&job, "job");
        let args = json!({ "document": job });
        let claim = Some(Claim::TakenBack(job, title));
        self.save(node, ("work_take_back", args), claim)
            .await
            .map(drop)
    }

    /// What a member does without the other: hiding, a photo, an invitation, a copy and going back to it.
    async fn alone(&mut self, node: &mut Otagai) -> Result<(), Halt> {
        for is_hidden in [true, false] {
            let args = json!({ "section": "hobbies", "onlyMe": is_hidden });
            let claim = Some(Claim::Hidden(self.person.clone(), is_hidden));
            self.save(node, ("card_show_to", args), claim).await?;
        }
        for is_there in [true, false] {
            let args = if is_there {
                json!({ "base64": DOT })
            } else {
                json!({})
            };
            let claim = Some(Claim::Photo(self.person.clone(), is_there));
            self.save(node, ("photo_set", args), claim).await?;
        }
        let invite = json!({ "uses": 1, "days": 7 });
        let invited = self.save(node, ("invite", invite), None).await?;
        self.ledger.report_also(Claim::Link(text(&invited, "link")));
        let copy = self.save(node, ("backup_now", json!({})), Some(Claim::Copy));
        let copy = json!({ "copy": copy.await?["copy"] });
        // Nothing was written since: whether it has come to it or not, everything is there.
        self.save(node, ("backup_restore", copy), None).await?;
        self.is_fresh = true;
        Ok(())
    }

    /// Answers everything that waits: every third vouch is kept and not shown, the others are accepted. One of them
    /// is hidden and shown again; and there is always something to do alone.
    pub(crate) async fn answer(&mut self, node: &mut Otagai, round: usize) -> Result<(), Halt> {
        self.is_fresh = true;
        self.banner(node, &format!("{round}の前")).await?;
        let look = Look::at(node).await?;
        for (number, vouch) in look.waiting_vouches().into_iter().enumerate() {
            let (answer, state) = match number % 3 {
                2 => ("keep", "kept"),
                _ => ("accept", "counts"),
            };
            let args = json!({ "vouch": vouch, "answer": answer });
            let claim = Some(Claim::Stands(vouch, state));
            self.save(node, ("vouch_answer", args), claim).await?;
        }
        // Some were answered with the vouches.
        let look = Look::at(node).await?;
        for job in look.waiting_jobs() {
            let args = json!({ "job": job, "answer": "accept" });
            let claim = Some(Claim::Signed(self.person.clone(), job));
            self.save(node, ("job_answer", args), claim).await?;
        }
        for (vouch, is_shown) in look
            .standing_vouches()
            .into_iter()
            .take(1)
            .flat_map(|vouch| [(vouch.clone(), false), (vouch, true)])
        {
            let args = json!({ "vouch": vouch, "shown": is_shown });
            let state = if is_shown { "counts" } else { "hidden" };
            let claim = Some(Claim::Stands(vouch, state));
            self.save(node, ("vouch_show", args), claim).await?;
        }
        for time in 0..TIMES {
            self.banner(node, &format!("{round}の途中{time}")).await?;
            self.alone(node).await?;
        }
        self.banner(node, &format!("{round}の後")).await
    }

    async fn banner(&mut self, node: &mut Otagai, mark: &str) -> Result<(), Halt> {
        let banner = format!("{mark}です");
        let edit = json!({ "edit": { "field": "banner", "value": banner } });
        let claim = Some(Claim::Banner(self.person.clone(), banner));
        self.save(node, ("card_set", edit), claim).await.map(drop)
    }

    fn job(&self, title: &str, other: &str) -> Value {
        let people = [&self.person, other].map(|person| json!({ "person": person }));
        json!({
            "title": title, "kind": "paid", "from": "2026-01", "to": "2026-02",
            "participants": people, "skills": [SKILL],
        })
    }

    /// Kills the program; true where a call was running. What it had said by then is noted.
    pub(crate) async fn kill(&mut self, node: Otagai) -> Result<bool, ProcessError> {
        self.doom = None;
        let is_hit = node.is_busy();
        if let Some(reply) = node.kill().await? {
            self.ledger.report();
            if let Some(link) = reply["link"].as_str() {
                self.ledger.report_also(Claim::Link(link.to_owned()));
            }
        }
        Ok(is_hit)
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
