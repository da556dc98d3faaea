//! A circle that is measured with: made by the product's own code, every signature real.
//!
//! One founder with a data folder, everybody else with a home in memory. All join, write a card, vouch for
//! others and take what others wrote of them; in the end the founder's folder holds everything.

use crate::outcome::{BenchFault, BenchOutcome};
use otagai_core::{
    card::{Availability, CardEdit, Free, Level, Strength, TextField},
    id::{CircleId, DocumentId, ItemId},
    job::{JobDraft, JobKind, Participant},
    keys::{DeviceKeys, DeviceSeeds},
    phrase::RecoveryEntropy,
    vouch::{Again, Basis, Relation, Role},
};
use otagai_node::{
    Config, Node,
    clock::Clock,
    home::{Home, SharedHome, StoredNews},
    profile::Profile,
    work::{Answered, NewVouch, VouchedJob},
};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};
use tokio::sync::broadcast::Receiver;

/// How large a circle is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Size {
    /// Members, the founder included; 2 to 51.
    pub(crate) members: usize,
    /// Vouches that each member writes, each with its job, all of them accepted.
    pub(crate) vouches_each: usize,
}

/// Where somebody's device lives.
#[derive(Debug, Clone)]
pub(crate) struct Folders {
    /// The data folder.
    pub(crate) data: PathBuf,
    /// The folder of keys.
    pub(crate) keys: PathBuf,
    /// File with the passphrase of the folder of keys.
    pub(crate) passphrase: PathBuf,
}

impl Folders {
    /// Folders below a place, with a passphrase and nothing else yet.
    pub(crate) fn new(place: &Path) -> BenchOutcome<Self> {
        fs::create_dir_all(place)?;
        let passphrase = place.join("passphrase");
        fs::write(&passphrase, "測るための合言葉\n")?;
        Ok(Self {
            data: place.join("data"),
            keys: place.join("keys"),
            passphrase,
        })
    }

    /// The same device with a copy of its data folder. Only one of the two may be online.
    pub(crate) fn copy(&self, place: &Path) -> BenchOutcome<Self> {
        fs::create_dir_all(place)?;
        for entry in fs::read_dir(&self.data)? {
            let entry = entry?;
            fs::copy(entry.path(), place.join(entry.file_name()))?;
        }
        Ok(Self {
            data: place.to_owned(),
            ..self.clone()
        })
    }

    /// How the device is opened: on this computer only.
    pub(crate) fn config(&self) -> Config {
        Config {
            data: self.data.clone(),
            keys: Some(self.keys.clone()),
            passphrase_file: Some(self.passphrase.clone()),
            loopback: true,
            clock: Clock::system(),
        }
    }
}

/// Somebody in the circle, and what was stored there that others have not heard of.
struct CircleMember {
    home: SharedHome,
    news: Receiver<StoredNews>,
}

impl CircleMember {
    fn new(home: SharedHome) -> Self {
        let news = home.news();
        Self { home, news }
    }

    /// The items stored since this was asked last.
    fn fresh(&mut self) -> Vec<ItemId> {
        let mut fresh = Vec::new();
        while let Ok(news) = self.news.try_recv() {
            fresh.extend(news.items);
        }
        fresh
    }
}

/// Makes a circle in the data folder of its founder.
pub(crate) async fn build(place: &Path, size: Size) -> BenchOutcome<Folders> {
    let folders = Folders::new(place)?;
    let node = Node::open(folders.config()).await?;
    node.init(Profile::new("会員 0", "かいいん 0", "会員0")?)
        .await?;
    let founder = node.home()?;
    tokio::task::spawn_blocking(move || fill(&founder, size)).await??;
    node.shutdown().await;
    Ok(folders)
}

fn fill(founder: &SharedHome, size: Size) -> BenchOutcome {
    let circle = founder.create_circle("測定の会", "速さを測るための会")?;
    let invitation = founder.invite(circle, "", 50, 7, Vec::new())?;
    let mut people = vec![CircleMember::new(founder.clone())];
    for number in 1..size.members {
        let home = guest(number)?;
        home.join_beside(founder, &invitation.link, "よろしくお願いします")?;
        people.push(CircleMember::new(home.into()));
    }
    for (number, person) in people.iter().enumerate() {
        write_card(&person.home, circle, number)?;
        pass_on(&person.home, founder, circle)?;
    }
    for person in &people {
        pass_on(founder, &person.home, circle)?;
    }
    for person in &mut people {
        drop(person.fresh());
    }
    for author in 0..size.members {
        for round in 0..size.vouches_each {
            let subject = (author + 1 + round % (size.members - 1)) % size.members;
            vouch(&mut people, circle, author, subject, round)?;
        }
    }
    for person in &people {
        pass_on(&person.home, founder, circle)?;
    }
    Ok(())
}

/// Somebody with a home in memory.
fn guest(number: usize) -> BenchOutcome<Home> {
    let seed = |purpose: u8| {
        let mut seed = [purpose; 32];
        for (to, from) in seed.iter_mut().zip(number.to_be_bytes()) {
            *to = from;
        }
        seed
    };
    let seeds = DeviceSeeds {
        device: seed(1),
        encryption: seed(2),
        credential: seed(3),
    };
    let root = RecoveryEntropy::new(seed(4)).root_key();
    let keys = DeviceKeys::certified_by(&root, &seeds)?;
    let profile = Profile::new(
        &format!("会員 {number}"),
        &format!("かいいん {number}"),
        &format!("会員{number}"),
    )?;
    Ok(Home::temporary(keys, &profile, Clock::system())?)
}

/// What a card says: seven edits, as many as the sample's members make.
fn write_card(home: &Home, circle: CircleId, number: usize) -> BenchOutcome {
    let banner = format!("会員{number}です。できることをお手伝いします");
    home.edit_card(circle, &CardEdit::Text(TextField::Banner, banner))?;
    for (skill, level) in [
        ("経理", Level::Do),
        ("チラシ作り", Level::Do),
        ("写真", Level::Little),
        ("司会", Level::Little),
        ("力仕事", Level::Dont),
    ] {
        let strength = Strength {
            skill: skill.to_owned(),
            level,
            limit: format!("月に{}回まで", number % 5 + 1),
        };
        home.edit_card(circle, &CardEdit::Strength(strength))?;
    }
    let availability = Availability::said(Free::Ask, "平日の夜なら", home.clock().today());
    Ok(home.edit_card(circle, &CardEdit::Availability(availability))?)
}

/// One vouch with its job, written by one and accepted by the other.
fn vouch(
    people: &mut [CircleMember],
    circle: CircleId,
    author: usize,
    subject: usize,
    round: usize,
) -> BenchOutcome {
    let both = people.get_disjoint_mut([author, subject])?;
    let [author, subject] = both;
    let document = write(author, circle, subject.home.person(), round)?;
    let fresh = author.fresh();
    hand_over(&author.home, &subject.home, circle, &fresh)?;
    subject
        .home
        .answer_vouch(circle, document, Answered::Accept, "")?;
    drop(subject.fresh());
    Ok(())
}

fn write(
    author: &CircleMember,
    circle: CircleId,
    subject: otagai_core::id::PersonId,
    round: usize,
) -> BenchOutcome<DocumentId> {
    let participant = |person, role: &str| Participant {
        person,
        role: role.to_owned(),
    };
    let month = author.home.clock().month();
    let draft = JobDraft {
        title: format!("商店街のお祭りの会計 {round}"),
        kind: JobKind::Paid,
        from: month,
        to: month,
        size: None,
        participants: vec![
            participant(author.home.person(), "主催"),
            participant(subject, "会計"),
        ],
        skills: vec!["経理".to_owned(), "段取り".to_owned()],
        outside: 3,
        request: None,
    };
    let new = NewVouch {
        job: VouchedJob::New(draft),
        subject,
        skills: vec!["経理".to_owned()],
        role: Role::Asked,
        basis: Basis::WorkedAlongside,
        text: format!(
            "お祭りの会計を{round}回目にお願いしました。締め切りの二日前に、領収書ごとに並べた表と、足りない分の説明が届きました。"
        ),
        for_whom: "はじめて行事を開く方".to_owned(),
        again: Again::Gladly,
        relation: Relation::None,
        outside: None,
        language: "ja".to_owned(),
    };
    Ok(author.home.write_vouch(circle, &new)?)
}

/// What one holds and the other lacks.
fn pass_on(from: &SharedHome, to: &SharedHome, circle: CircleId) -> BenchOutcome {
    if from.person() == to.person() {
        return Ok(());
    }
    let held: BTreeSet<ItemId> = to.store().item_ids(circle)?.into_iter().collect();
    let mut lacking = from.store().item_ids(circle)?;
    lacking.retain(|id| !held.contains(id));
    hand_over(from, to, circle, &lacking)
}

fn hand_over(from: &Home, to: &Home, circle: CircleId, ids: &[ItemId]) -> BenchOutcome {
    let items = from.store().load_items(circle, ids)?;
    let admitted = to.store().admit(circle, &items)?;
    if admitted.intake.refused.is_empty() && admitted.intake.deferred == 0 {
        Ok(())
    } else {
        Err(BenchFault::from("what one wrote was not taken by another"))
    }
}
