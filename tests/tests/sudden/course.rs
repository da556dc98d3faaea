//! One command done without being disturbed, and what must hold when it was ended before its end.

use crate::{
    act::EndedCommand,
    disk::{PowerLoss, PowerlessDisk},
    prepared::{CLOCK, COPY, Prepared, node, text, typed},
    seen::FoundState,
    trace::{DiskTrace, watching},
};
use otagai_store::staging::Staging;
use otagai_tests::process::{Ended, Home, Otagai, ProcessError, binary, converge, once_with};
use serde_json::{Value, json};
use std::{collections::BTreeSet, fs, path::Path, process::Command, time::Duration};
use tempfile::TempDir;

/// A guard: nothing takes nearly as long.
const HANGS: Duration = Duration::from_mins(2);

/// Who lets a guest in.
pub(crate) struct InvitingHost {
    node: Otagai,
    pub(crate) link: String,
    _home: Home,
}

impl InvitingHost {
    /// The founder with an invitation, where somebody is to join.
    pub(crate) async fn of(
        act: EndedCommand,
        prepared: &Prepared,
    ) -> Result<Option<Self>, ProcessError> {
        if act != EndedCommand::Join {
            return Ok(None);
        }
        let home = prepared.hanako.copied()?;
        let mut node = node(&home)?;
        let invite = json!({ "uses": 1, "days": 7 });
        let link = text(&node.call("invite", invite).await?["link"]);
        Ok(Some(Self {
            node,
            link,
            _home: home,
        }))
    }
}

/// A command done without being disturbed.
pub(crate) struct WholeRun<'a> {
    pub(crate) act: EndedCommand,
    pub(crate) trace: DiskTrace,
    pub(crate) disk: PowerlessDisk,
    prepared: &'a Prepared,
    known: BTreeSet<String>,
    before: FoundState,
    after: FoundState,
    /// What it said.
    pub(crate) answer: Value,
    /// The copy that is to be replaced.
    old_copy: Option<Vec<u8>>,
}

impl<'a> WholeRun<'a> {
    /// Does it, and watches.
    pub(crate) async fn of(
        act: EndedCommand,
        prepared: &'a Prepared,
    ) -> Result<Self, ProcessError> {
        let home = act.home(prepared).copied()?;
        let before = FoundState::at(&act.home(prepared).copied()?).await.unwrap();
        let known = before.ids();
        let mut disk = PowerlessDisk::of(home.path())?;
        let host = InvitingHost::of(act, prepared).await?;
        let notes = TempDir::new()?;
        let log = notes.path().join("calls");
        let link = host.as_ref().map_or("", |host| host.link.as_str());
        let words = act.words(prepared, &home, link);
        let ended = run(watching(&binary()?, &log), &home, &words)?;
        assert_eq!(ended.status, Some(0), "{act:?}: {ended:?}");
        let trace = DiskTrace::read(&log, home.path())?;
        for step in &trace.steps {
            disk.step(step);
        }
        // Nothing that was done to the disk was overlooked.
        let again = TempDir::new()?;
        disk.after(trace.steps.len(), PowerLoss::Nothing, again.path())?;
        assert_same(home.path(), again.path(), act);
        let after = FoundState::at(&home).await.unwrap().knowing(&known);
        Ok(Self {
            act,
            trace,
            disk,
            prepared,
            before: before.knowing(&known),
            known,
            after,
            answer: ended.out,
            old_copy: fs::read(act.home(prepared).file(COPY)).ok(),
        })
    }

    /// After an end at any moment: the program starts, what was answered is there, nothing is half there, the rows
    /// that were kept are those that are worked out anew, and the same command succeeds.
    pub(crate) async fn assert_holds(
        &self,
        home: &Home,
        host: Option<InvitingHost>,
        answer: &Value,
        when: &str,
    ) -> Result<(), ProcessError> {
        let seen = FoundState::at(home)
            .await
            .unwrap_or_else(|error| panic!("{when}: {error:?}"));
        let is_answered = !answer.is_null();
        if is_answered {
            let missing: Vec<_> = FoundState::of_answer(answer)
                .difference(&seen.ids())
                .cloned()
                .collect();
            assert!(
                missing.is_empty(),
                "{when}: {missing:?} of {answer} in {seen:?}"
            );
        }
        assert_rows_are_right(home, &seen, when)?;
        if self.act == EndedCommand::Join {
            assert!(seen.circles() == 1 || !is_answered, "{when}: {seen:?}");
        } else {
            self.assert_before_or_after(&seen, is_answered, when);
        }
        self.assert_files(home, &seen, answer, when);
        self.again(home, host, &seen, when).await
    }

    /// Nothing is half there.
    fn assert_before_or_after(&self, seen: &FoundState, is_answered: bool, when: &str) {
        assert!(
            !seen.is_somebody() || seen.has_words(),
            "{when}: the words: {seen:?}"
        );
        let seen = seen.clone().with_words_of(&self.after).knowing(&self.known);
        if is_answered {
            assert_eq!(seen, self.after, "{when}: it was answered");
        } else if seen != self.after {
            assert_eq!(seen, self.before, "{when}: neither done nor not done");
        }
    }

    /// A copy is the old one or the new one, and whole; what a copy replaced is in another.
    fn assert_files(&self, home: &Home, seen: &FoundState, answer: &Value, when: &str) {
        if let Some(old) = &self.old_copy {
            let copy = home.file(COPY);
            assert_is_whole(&copy, when);
            let is_new = fs::read(&copy).unwrap() != *old;
            let may_be_new = self.act == EndedCommand::Backup;
            assert!(!is_new || may_be_new, "{when}: nobody wrote it");
            let is_saved = may_be_new && !answer.is_null();
            assert!(is_new || !is_saved, "{when}: it was answered");
        }
        let mut kept = Vec::new();
        if let Ok(files) = fs::read_dir(home.data().join("backups")) {
            kept.extend(files.map(|file| file.unwrap().path()));
        }
        kept.retain(|file| {
            file.extension()
                .is_some_and(|ending| ending == "otagai-copy")
        });
        for copy in &kept {
            assert_is_whole(copy, when);
        }
        let has = |start: &str| {
            let mut names = kept.iter().filter_map(|file| file.file_name()?.to_str());
            names.any(|name| name.starts_with(start))
        };
        if let (EndedCommand::BackupNow, Some(copy)) = (self.act, answer["copy"].as_str()) {
            assert!(has(copy), "{when}: {answer}, but {kept:?}");
        }
        if self.act == EndedCommand::Restore && seen.clone().knowing(&self.known) == self.after {
            assert!(has("before-"), "{when}: what was there before: {kept:?}");
        }
    }

    /// The same command succeeds, or was done before.
    async fn again(
        &self,
        home: &Home,
        host: Option<InvitingHost>,
        seen: &FoundState,
        when: &str,
    ) -> Result<(), ProcessError> {
        let link = host.as_ref().map_or("", |host| host.link.as_str());
        let words = self.act.words(self.prepared, home, link);
        let ended = typed(home, &words)?;
        if ended.status != Some(0) {
            let code = ended.error["code"].as_str();
            assert_eq!(code, self.act.once_only(), "{when}: {ended:?}");
            let was_done = match self.act {
                EndedCommand::Join => true,
                _ => seen.clone().with_words_of(&self.after).knowing(&self.known) == self.after,
            };
            assert!(was_done, "{when}: refused, and not done: {seen:?}");
        }
        let again = FoundState::at(home)
            .await
            .unwrap_or_else(|error| panic!("{when}: {error:?}"));
        match self.act {
            EndedCommand::CircleCreate => assert_eq!(again.circles(), seen.circles() + 1, "{when}"),
            EndedCommand::Join => assert_is_in(home, host, when).await?,
            _ => {
                let again = again.with_words_of(&self.after).knowing(&self.known);
                assert_eq!(again, self.after, "{when}: done again");
            }
        }
        Ok(())
    }
}

/// Runs a command that is watched or ended.
pub(crate) fn run(command: Command, home: &Home, words: &[String]) -> std::io::Result<Ended> {
    let clock = ["--clock", CLOCK].into_iter();
    once_with(command, home, clock.chain(words.iter().map(String::as_str)))
}

fn assert_is_whole(copy: &Path, when: &str) {
    let scratch = TempDir::new().unwrap();
    let unpacked = Staging::unpack(copy, scratch.path());
    assert!(unpacked.is_ok(), "{when}: {}: {unpacked:?}", copy.display());
}

/// The rows that were kept are what working them out anew gives.
fn assert_rows_are_right(home: &Home, seen: &FoundState, when: &str) -> Result<(), ProcessError> {
    if !seen.is_somebody() {
        return Ok(());
    }
    let copy = home.copied()?;
    let mut store = copy.store(&copy.data()).unwrap();
    for circle in store.circles().unwrap() {
        let kept = store.derived_digest(circle).unwrap();
        let rebuilt = store.rebuild(circle).unwrap();
        assert_eq!(rebuilt.derived, kept, "{when}: worked out anew");
    }
    Ok(())
}

/// A guest is in once, for themselves and for the host.
async fn assert_is_in(
    home: &Home,
    host: Option<InvitingHost>,
    when: &str,
) -> Result<(), ProcessError> {
    let Some(mut host) = host else {
        return Ok(());
    };
    let mut guest = node(home)?;
    converge([&mut guest, &mut host.node], HANGS).await?;
    for node in [&mut guest, &mut host.node] {
        let members = node.call("members", json!({})).await?;
        let members = members.as_array().unwrap();
        assert_eq!(members.len(), 3, "{when}: nobody is in twice: {members:?}");
        let is_in = |one: &Value| one["standing"] == "member";
        assert!(members.iter().all(is_in), "{when}: {members:?}");
    }
    guest.stop().await?;
    host.node.stop().await
}

/// Two folders hold the same files.
fn assert_same(one: &Path, other: &Path, act: EndedCommand) {
    let list = |place: &Path| {
        let mut all = Vec::new();
        list(place, Path::new(""), &mut all);
        all.sort();
        all
    };
    let (one_files, other_files) = (list(one), list(other));
    assert_eq!(one_files, other_files, "{act:?}: the same names");
    for file in one_files {
        let (one, other) = (
            fs::read(one.join(&file)).unwrap(),
            fs::read(other.join(&file)).unwrap(),
        );
        assert!(one == other, "{act:?}: {file} as it was written");
    }
}

fn list(place: &Path, below: &Path, all: &mut Vec<String>) {
    for entry in fs::read_dir(place.join(below)).unwrap() {
        let entry = entry.unwrap();
        let path = below.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            list(place, &path, all);
        } else {
            all.push(path.to_string_lossy().into_owned());
        }
    }
}
