//! What a member was told is saved, and whether it is there.

use otagai_tests::process::{Otagai, ProcessError};
use serde_json::{Value, json};

/// Something that a call saves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Claim {
    /// The person's card says this.
    Banner(String, String),
    /// The person's card has a photo, or none.
    Photo(String, bool),
    /// The person keeps the hobbies for themselves, or not.
    Hidden(String, bool),
    /// Work of this title is recorded.
    Job(String),
    /// There is a vouch with this text.
    Vouch(String),
    /// The person said that this work was so.
    Signed(String, String),
    /// A vouch stands like this to its author and its subject; of a hidden one its subject alone is told.
    Stands(String, &'static str),
    /// Work was taken back: its id, and its title.
    TakenBack(String, String),
    /// There is a copy.
    Copy,
    /// Somebody is invited by this link.
    Link(String),
}

/// What somebody was told is saved.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    reported: Vec<Claim>,
    /// What was asked for and not answered yet.
    asked: Option<Claim>,
}

/// What is readable at somebody's computer.
#[derive(Debug, PartialEq)]
pub(crate) struct Look {
    members: Value,
    jobs: Value,
    vouches: Value,
    copies: Value,
}

impl Ledger {
    /// Somebody asks for something that saves this, or nothing that can be read.
    pub(crate) fn ask(&mut self, claim: Option<Claim>) {
        self.asked = claim;
    }

    /// The reply has come.
    pub(crate) fn report(&mut self) {
        if let Some(claim) = self.asked.take() {
            self.reported.retain(|old| !claim.replaces(old));
            self.reported.push(claim);
        }
    }

    /// Something was said to be saved that only the reply names.
    pub(crate) fn report_also(&mut self, claim: Claim) {
        self.ask(Some(claim));
        self.report();
    }

    /// The newest links of which it was said that somebody can join by them.
    pub(crate) fn links(&self) -> impl Iterator<Item = &str> {
        self.reported.iter().rev().filter_map(|claim| match claim {
            Claim::Link(link) => Some(link.as_str()),
            _ => None,
        })
    }

    /// After an end without a reply: what was asked for counts from now on if it is there.
    pub(crate) fn settle(&mut self, look: &Look) {
        if self.asked.as_ref().is_some_and(|claim| look.shows(claim)) {
            self.report();
        }
        self.asked = None;
    }

    /// Everything that was reported is there.
    pub(crate) fn assert_shown(&self, look: &Look, when: &str) {
        for claim in &self.reported {
            assert!(look.shows(claim), "{when}: {claim:?} is missing: {look:?}");
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.reported.len()
    }
}

impl Claim {
    /// True where it takes the place of an older one.
    fn replaces(&self, old: &Self) -> bool {
        match (self, old) {
            (Self::Banner(..), Self::Banner(..))
            | (Self::Photo(..), Self::Photo(..))
            | (Self::Hidden(..), Self::Hidden(..))
            | (Self::Copy, Self::Copy) => true,
            (Self::Stands(vouch, _), Self::Stands(older, _)) => vouch == older,
            (Self::TakenBack(_, title), Self::Job(older)) => title == older,
            _ => false,
        }
    }
}

impl Look {
    pub(crate) async fn at(node: &mut Otagai) -> Result<Self, ProcessError> {
        Ok(Self {
            members: node.call("members", json!({})).await?,
            jobs: node.call("jobs", json!({})).await?,
            vouches: node.call("vouches", json!({})).await?,
            copies: node.call("backups", json!({})).await?["copies"].take(),
        })
    }

    /// Ids of vouches about whom the look is, that wait for an answer.
    pub(crate) fn waiting_vouches(&self) -> Vec<String> {
        let mine = rows(&self.vouches)
            .filter(|vouch| vouch["state"] == "waiting" && vouch["side"] == "subject");
        mine.map(|vouch| text(vouch, "vouch")).collect()
    }

    /// Ids of work about which whom the look is is asked.
    pub(crate) fn waiting_jobs(&self) -> Vec<String> {
        let asked = rows(&self.jobs).filter(|job| job["myTurn"] == true);
        asked.map(|job| text(job, "job")).collect()
    }

    /// Ids of vouches about whom the look is, that stand and can be hidden.
    pub(crate) fn standing_vouches(&self) -> Vec<String> {
        let mine = rows(&self.vouches)
            .filter(|vouch| vouch["state"] == "counts" && vouch["side"] == "subject");
        mine.map(|vouch| text(vouch, "vouch")).collect()
    }

    /// Nothing is half there: a vouch is there with its job, an accepted one with its subject's word on the job,
    /// no card was written by two hands, and a section that is hidden or shown is there once.
    pub(crate) fn assert_whole(&self, when: &str) {
        for vouch in rows(&self.vouches) {
            let job = rows(&self.jobs).find(|job| job["job"] == vouch["job"]);
            let job = job.unwrap_or_else(|| panic!("{when}: no job: {vouch}"));
            assert_eq!(job["title"], vouch["jobTitle"], "{when}: its job");
            let subject = vouch["subject"]["person"].as_str().unwrap_or_default();
            let is_answered = ["counts", "kept"].contains(&vouch["state"].as_str().unwrap());
            assert!(
                !is_answered || has_signed(job, subject),
                "{when}: {vouch} without {job}"
            );
            assert_ne!(vouch["state"], "unconfirmed", "{when}: half an answer");
            assert_ne!(vouch["state"], "void", "{when}: {vouch}");
        }
        for member in rows(&self.members) {
            assert_ne!(member["forked"], true, "{when}: {member}");
            let card = &member["card"];
            let hobbies = card["hobbies"].as_array().map_or(0, Vec::len);
            assert!(
                card["mine"] == false || hobbies == 1,
                "{when}: one hobby: {member}"
            );
        }
    }

    /// The card of a person, if it has arrived.
    fn card(&self, person: &str) -> Option<&Value> {
        let mut cards = rows(&self.members).filter_map(|member| member.get("card"));
        cards.find(|card| card["person"] == *person)
    }

    fn shows(&self, claim: &Claim) -> bool {
        match claim {
            Claim::Banner(person, banner) => self
                .card(person)
                .is_some_and(|card| card["banner"] == **banner),
            Claim::Photo(person, is_there) => self
                .card(person)
                .is_some_and(|card| card["photo"].is_null() != *is_there),
            // Others are not told.
            Claim::Hidden(person, is_hidden) => self.card(person).is_some_and(|card| {
                let hidden = rows(&card["hidden"]).any(|section| section == "hobbies");
                card["mine"] == false || hidden == *is_hidden
            }),
            Claim::Job(title) => rows(&self.jobs).any(|job| job["title"] == **title),
            Claim::Vouch(said) => rows(&self.vouches).any(|vouch| vouch["text"] == **said),
            Claim::Signed(person, job) => {
                let mut jobs = rows(&self.jobs).filter(|found| found["job"] == **job);
                jobs.any(|job| has_signed(job, person))
            }
            Claim::Stands(vouch, state) => {
                let mut vouches = rows(&self.vouches).filter(|found| found["vouch"] == **vouch);
                vouches.any(|vouch| {
                    let is_told = *state != "hidden" || vouch["side"] == "subject";
                    !is_told || vouch["state"] == *state
                })
            }
            Claim::TakenBack(job, _) => rows(&self.jobs)
                .filter(|found| found["job"] == **job)
                .all(|found| found["state"] == "withdrawn"),
            // There is one at each of the two.
            Claim::Copy => rows(&self.copies).next().is_some(),
            // Seen when somebody joins by it.
            Claim::Link(_) => true,
        }
    }
}

fn has_signed(job: &Value, person: &str) -> bool {
    let mut people = rows(&job["participants"]).filter(|one| one["person"] == *person);
    people.any(|one| one["confirmed"] == true)
}

fn rows(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}

pub(crate) fn text(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or_default().to_owned()
}
