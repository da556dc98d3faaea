//! Kiku's words over copies, folders put back by hand, clones of her folder, and meetings, in any order. When all have
//! met, what she said last at each computer stands; or somebody who knew it said something else; or that computer
//! tells her that it was lost. And nothing stands that nobody said.

use crate::{deeds::meet, seat::Seat};
use otagai_core::{
    card::{Availability, Band, Card, CardEdit, Free, Hobby, Level, Strength, TextField, Weekday},
    id::CircleId,
    places::{Place, Value, all},
};
use otagai_node::{CopyRefusal, NodeError, backups::CopySource, clock::Clock, profile::Profile};
use rand::{RngExt, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::AddAssign,
};
use tempfile::TempDir;

/// Running folders of Kiku's at most.
const FOLDERS: usize = 3;

/// What happened that this is about.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Happened {
    said: usize,
    meetings: usize,
    restores: usize,
    put_back: usize,
    clones: usize,
    /// Changes that say something again: a forgotten edit had come back, or a clone had said something else.
    again: usize,
    /// Words that were lost against those of a clone, and told.
    lost: usize,
}

impl AddAssign for Happened {
    fn add_assign(&mut self, other: Self) {
        self.said += other.said;
        self.meetings += other.meetings;
        self.restores += other.restores;
        self.put_back += other.put_back;
        self.clones += other.clones;
        self.again += other.again;
        self.lost += other.lost;
    }
}

impl Happened {
    /// True when every case occurred.
    pub(crate) fn is_worth_something(&self) -> bool {
        let all = [
            self.said,
            self.meetings,
            self.restores,
            self.put_back,
            self.clones,
            self.again,
            self.lost,
        ];
        all.iter().all(|count| *count > 0)
    }
}

/// Changes of the card.
type Held = BTreeSet<[u8; 32]>;

/// Something that was said and saved.
struct Said {
    value: Value,
    /// The change.
    change: [u8; 32],
    /// What was there when it was said.
    knew: Held,
}

/// The number of the word that was last said in each place.
type Last = BTreeMap<Place, usize>;

struct Folder {
    seat: Seat,
    last: Last,
}

pub(crate) struct Sayings {
    seed: u64,
    rng: StdRng,
    circle: CircleId,
    folders: Vec<Folder>,
    /// Whom she meets.
    others: Vec<Seat>,
    words: Vec<Said>,
    copies: Vec<(CopySource, Last)>,
    by_hand: Vec<(TempDir, Last)>,
    stick: TempDir,
    happened: Happened,
}

impl Sayings {
    pub(crate) async fn new(seed: u64) -> Self {
        let clock = Clock::standing_at(1_780_390_800_000);
        let mut seats = Vec::new();
        for name in ["きく", "ひとみ", "さくら"] {
            let seat = Seat::open(TempDir::new().unwrap(), &clock).await;
            let profile = Profile::new(name, "よみ", "").unwrap();
            seat.node().init(profile).await.unwrap();
            seats.push(seat);
        }
        let circle = seats[0].home().create_circle("勉強会", "教え合う").unwrap();
        for guest in &seats[1..] {
            let founder = seats[0].home();
            let invited = founder.invite(circle, "", 1, 7, Vec::new()).unwrap();
            let guest_home = guest.home();
            guest_home.join_beside(&founder, &invited.link, "").unwrap();
            meet(&seats[0], guest, circle);
        }
        let others = seats.split_off(1);
        let folders = seats.into_iter().map(|seat| Folder {
            seat,
            last: Last::new(),
        });
        Self {
            seed,
            rng: StdRng::seed_from_u64(seed),
            circle,
            folders: folders.collect(),
            others,
            words: Vec::new(),
            copies: Vec::new(),
            by_hand: Vec::new(),
            stick: TempDir::new().unwrap(),
            happened: Happened::default(),
        }
    }

    pub(crate) fn happened(&self) -> Happened {
        self.happened
    }

    pub(crate) async fn step(&mut self) {
        let who = self.rng.random_range(0..self.folders.len());
        match self.rng.random_range(0..100) {
            0..50 => self.say(who),
            50..68 => self.meet(who),
            68..75 => self.copy(who).await,
            75..83 => self.restore(who).await,
            83..87 => {
                let folder = &self.folders[who];
                let copy = (folder.seat.copy_by_hand(), folder.last.clone());
                self.by_hand.push(copy);
            }
            87..92 => self.put_back(who).await,
            92..96 => {
                if self.folders.len() < FOLDERS {
                    let folder = &self.folders[who];
                    let (seat, last) = (folder.seat.clone_folder().await, folder.last.clone());
                    self.folders.push(Folder { seat, last });
                    self.happened.clones += 1;
                }
            }
            _ => self.folders[who].seat.restart().await,
        }
    }

    fn edit(&mut self) -> CardEdit {
        let number = self.words.len();
        let of = |some: &[&str], rng: &mut StdRng| (*some.choose(rng).unwrap()).to_owned();
        match self.rng.random_range(0..7) {
            0 => CardEdit::Text(TextField::Banner, format!("聞きます {number}")),
            1 => CardEdit::Text(TextField::Trade, format!("講師 {number}")),
            2 | 3 => CardEdit::Strength(Strength {
                skill: of(&["代講", "研修"], &mut self.rng),
                level: [Level::Do, Level::Little, Level::Dont][number % 3],
                limit: format!("{number}日まで"),
            }),
            4 => CardEdit::RemoveStrength(of(&["代講", "研修"], &mut self.rng)),
            5 => CardEdit::Hobby(Hobby {
                name: "水泳".to_owned(),
                years: u8::try_from(number % 99 + 1).ok(),
            }),
            _ => {
                let mut said = Availability::said(
                    [Free::Open, Free::Ask][number % 2],
                    format!("{number}月から"),
                    "2026-06-02",
                );
                let days = [Weekday::Monday, Weekday::Sunday];
                let bands = [Band::Morning, Band::Evening];
                said.week = std::iter::once((days[number % 2], bands[number / 2 % 2])).collect();
                CardEdit::Availability(said)
            }
        }
    }

    fn say(&mut self, who: usize) {
        let edit = self.edit();
        let folder = &mut self.folders[who];
        let (before, knew) = standing(&folder.seat, self.circle);
        folder.seat.home().edit_card(self.circle, &edit).unwrap();
        let (after, now) = standing(&folder.seat, self.circle);
        for (place, (value, change)) in after {
            let is_new = before.get(&place).is_none_or(|(_, old)| *old != change);
            if is_new && now.contains(&change) && !otagai_core::places::merges_by_itself(&place) {
                folder.last.insert(place, self.words.len());
                let knew = knew.clone();
                self.words.push(Said {
                    value,
                    change,
                    knew,
                });
                self.happened.said += 1;
            }
        }
    }

    fn meet(&mut self, who: usize) {
        let other = self.others.choose(&mut self.rng).unwrap();
        meet(&self.folders[who].seat, other, self.circle);
        self.happened.meetings += 1;
        if self.rng.random_range(0..3) == 0 {
            meet(&self.others[0], &self.others[1], self.circle);
        }
    }

    async fn copy(&mut self, who: usize) {
        let folder = &self.folders[who];
        let file = self
            .stick
            .path()
            .join(format!("{}.otagai-copy", self.copies.len()));
        folder.seat.node().save_copy(file.clone()).await.unwrap();
        self.copies
            .push((CopySource::File(file), folder.last.clone()));
    }

    async fn restore(&mut self, who: usize) {
        let Some((source, last)) = self.copies.choose(&mut self.rng).cloned() else {
            return;
        };
        let folder = &mut self.folders[who];
        match folder.seat.node().restore(source, None).await {
            Ok(()) => {
                folder.last = last;
                self.happened.restores += 1;
            }
            Err(NodeError::Copies(CopyRefusal::Unknown)) => {}
            Err(error) => panic!("seed {}: {error}", self.seed),
        }
    }

    async fn put_back(&mut self, who: usize) {
        let Some((copy, last)) = self.by_hand.choose(&mut self.rng) else {
            return;
        };
        let folder = &mut self.folders[who];
        folder.seat.put_back(copy.path()).await;
        folder.last.clone_from(last);
        self.happened.put_back += 1;
    }

    /// Everybody meets everybody until nothing is new, which comes; then everything is as it should be.
    pub(crate) fn quiet(&mut self) {
        let seed = self.seed;
        let digest = |seat: &Seat| seat.home().store().digest(self.circle).unwrap();
        let mut rounds = 0;
        loop {
            let folders = self.folders.iter().map(|folder| &folder.seat);
            let all: BTreeSet<_> = folders.chain(&self.others).map(digest).collect();
            if all.len() == 1 {
                break;
            }
            rounds += 1;
            assert!(rounds < 20, "seed {seed}: the computers come to an end");
            for folder in &self.folders {
                for other in &self.others {
                    meet(&folder.seat, other, self.circle);
                }
            }
        }
        let mut shown: BTreeSet<String> = BTreeSet::new();
        for folder in &self.folders {
            let home = folder.seat.home();
            let card: Card = home.own_card(self.circle).unwrap().card;
            shown.insert(format!("{card:?}"));
            let lost: BTreeMap<Place, Value> = home
                .lost_words(self.circle)
                .unwrap()
                .into_iter()
                .map(|lost| (lost.place, lost.here))
                .collect();
            self.happened.lost += lost.len();
            let (standing, _) = standing(&folder.seat, self.circle);
            for (place, (value, _)) in &standing {
                let was_said = self.words.iter().any(|word| word.value == *value);
                let first = place.key == "name"
                    || place.key == "reading"
                    || place.key == "short"
                    || otagai_core::places::merges_by_itself(place)
                    || value.is_empty();
                assert!(
                    was_said || first,
                    "seed {seed}: nobody said {value:?} in {place:?}"
                );
            }
            for (place, said) in &folder.last {
                let said = &self.words[*said];
                let stands = standing.get(place).map(|(value, _)| value.clone());
                let stands = stands.unwrap_or_default();
                // It, or what somebody said who knew it.
                let is_said = |value: &Value| {
                    let mut words = self.words.iter();
                    *value == said.value
                        || words
                            .any(|word| word.value == *value && word.knew.contains(&said.change))
                };
                assert!(
                    is_said(&stands) || lost.get(place).is_some_and(is_said),
                    "seed {seed}: {:?} was said last in {place:?}, {stands:?} stands",
                    said.value
                );
            }
        }
        assert_eq!(shown.len(), 1, "seed {seed}: all show the same");
        let home = self.folders[0].seat.home();
        let opened = home.store().card_document(self.circle, home.person());
        let changes = opened
            .unwrap()
            .unwrap()
            .materialised
            .document
            .get_changes(&[]);
        let again = changes.iter().filter(|change| change.message().is_some());
        self.happened.again = again.count();
    }
}

type Stands = BTreeMap<Place, (Value, [u8; 32])>;

/// What stands in the own card, and the changes that are held of it.
fn standing(seat: &Seat, circle: CircleId) -> (Stands, Held) {
    let home = seat.home();
    let opened = home.store().card_document(circle, home.person()).unwrap();
    let document = opened.unwrap().materialised.document;
    let stands = all(&document)
        .into_iter()
        .map(|(place, one)| (place, (one.value, one.change.0)));
    let changes = document.get_changes(&[]).into_iter();
    let held = changes.map(|one| one.hash().0);
    (stands.collect(), held.collect())
}
