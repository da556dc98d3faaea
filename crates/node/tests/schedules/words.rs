//! What a member said last at a computer stands, also when it meets its own forgotten edits.

use crate::{
    deeds::{draft, meet},
    seat::Seat,
};
use otagai_core::{
    card::{Card, CardEdit, Hobby, Level, Section, Strength, TextField},
    id::{CircleId, PhotoId},
    places::Value,
};
use otagai_node::{backups::CopySource, clock::Clock, profile::Profile, work::NewJob};
use tempfile::TempDir;

/// Kiku's computer and Hitomi's, who met.
struct Two {
    kiku: Seat,
    hitomi: Seat,
    circle: CircleId,
}

impl Two {
    async fn new() -> Self {
        let clock = Clock::standing_at(1_780_390_800_000);
        let mut seats = Vec::new();
        for name in ["きく", "ひとみ"] {
            let seat = Seat::open(TempDir::new().unwrap(), &clock).await;
            let profile = Profile::new(name, "よみ", "").unwrap();
            seat.node().init(profile).await.unwrap();
            seats.push(seat);
        }
        let (hitomi, kiku) = (seats.pop().unwrap(), seats.pop().unwrap());
        let circle = kiku.home().create_circle("勉強会", "教え合う").unwrap();
        let invited = kiku.home().invite(circle, "", 1, 7, Vec::new()).unwrap();
        hitomi
            .home()
            .join_beside(&kiku.home(), &invited.link, "")
            .unwrap();
        let two = Self {
            kiku,
            hitomi,
            circle,
        };
        two.meet();
        two
    }

    fn say(&self, edit: &CardEdit) {
        said(&self.kiku, self.circle, edit);
    }

    fn show(&self, section: Section, only_me: bool) {
        let kiku = self.kiku.home();
        kiku.show_section(self.circle, section, only_me).unwrap();
    }

    fn meet(&self) {
        meet(&self.kiku, &self.hitomi, self.circle);
    }

    async fn copy(&self) -> CopySource {
        CopySource::Kept(self.kiku.node().copy_now().await.unwrap().name)
    }

    async fn go_back(&self, copy: CopySource) {
        self.kiku.node().restore(copy, None).await.unwrap();
    }

    /// Kiku's card as she sees it.
    fn own(&self) -> Card {
        self.kiku.home().own_card(self.circle).unwrap().card
    }

    fn hides(&self, section: Section) -> bool {
        let own = self.kiku.home().own_card(self.circle).unwrap();
        own.hidden.contains(&section)
    }

    /// Kiku's card as Hitomi sees it.
    fn theirs(&self) -> Card {
        let (home, person) = (self.hitomi.home(), self.kiku.home().person());
        let row = home.store().card(self.circle, person).unwrap();
        row.unwrap().card
    }
}

fn said(seat: &Seat, circle: CircleId, edit: &CardEdit) {
    seat.home().edit_card(circle, edit).unwrap();
}

fn banner(text: &str) -> CardEdit {
    CardEdit::Text(TextField::Banner, text.to_owned())
}

fn strength(level: Level, limit: &str) -> CardEdit {
    CardEdit::Strength(Strength {
        skill: "代講".to_owned(),
        level,
        limit: limit.to_owned(),
    })
}

fn hobby(name: &str, years: u8) -> CardEdit {
    CardEdit::Hobby(Hobby {
        name: name.to_owned(),
        years: Some(years),
    })
}

#[tokio::test]
async fn an_edit_after_going_back_stands_over_the_forgotten_ones() {
    let two = Two::new().await;
    two.say(&banner("はじめ"));
    let copy = two.copy().await;
    two.say(&banner("忘れた一つめ"));
    two.say(&banner("忘れた二つめ"));
    two.meet();
    two.go_back(copy).await;
    two.say(&banner("いま言うこと"));
    two.meet();
    assert_eq!(two.own().banner, "いま言うこと", "here");
    assert_eq!(two.theirs().banner, "いま言うこと", "and at Hitomi's");
    let lost = two.kiku.home().lost_words(two.circle).unwrap();
    assert_eq!(lost, [], "nothing to tell: what she said last stands");
}

#[tokio::test]
async fn a_strength_after_going_back_is_what_was_said_and_no_mixture() {
    let two = Two::new().await;
    two.say(&strength(Level::Do, "半日まで"));
    let copy = two.copy().await;
    two.say(&strength(Level::Little, "半日まで"));
    two.say(&strength(Level::Little, "一日まで"));
    two.say(&strength(Level::Little, "二日まで"));
    two.meet();
    two.go_back(copy).await;
    two.say(&strength(Level::Dont, "半日まで"));
    two.meet();
    let right = [Strength {
        skill: "代講".to_owned(),
        level: Level::Dont,
        limit: "半日まで".to_owned(),
    }];
    assert_eq!(two.own().strengths, right, "here");
    assert_eq!(two.theirs().strengths, right, "and at Hitomi's");
}

#[tokio::test]
async fn what_is_taken_away_after_going_back_stays_away() {
    let two = Two::new().await;
    two.say(&strength(Level::Do, "半日まで"));
    let copy = two.copy().await;
    two.say(&strength(Level::Little, "一日まで"));
    two.say(&strength(Level::Little, "二日まで"));
    two.meet();
    two.go_back(copy).await;
    two.say(&CardEdit::RemoveStrength("代講".to_owned()));
    two.meet();
    assert_eq!(two.own().strengths, [], "here");
    assert_eq!(two.theirs().strengths, [], "and at Hitomi's");
}

#[tokio::test]
async fn what_is_said_again_unchanged_after_going_back_stands() {
    let two = Two::new().await;
    two.say(&banner("はじめ"));
    let copy = two.copy().await;
    two.say(&banner("忘れた一つめ"));
    two.meet();
    two.go_back(copy).await;
    two.say(&banner("はじめ"));
    two.meet();
    assert_eq!(two.own().banner, "はじめ", "saved is saved");
    assert_eq!(two.theirs().banner, "はじめ", "and at Hitomi's");
}

#[tokio::test]
async fn what_was_not_touched_after_going_back_comes_back_as_it_was_last() {
    let two = Two::new().await;
    two.say(&banner("はじめ"));
    let copy = two.copy().await;
    two.say(&banner("そのあと"));
    two.say(&strength(Level::Do, "半日まで"));
    two.meet();
    two.go_back(copy).await;
    two.say(&CardEdit::Text(TextField::Trade, "講師".to_owned()));
    two.meet();
    assert_eq!(two.own().banner, "そのあと", "what is missing comes back");
    assert_eq!(two.own().strengths.len(), 1, "all of it");
    assert_eq!(two.own().trade, "講師", "beside what is new");
}

#[tokio::test]
async fn a_folder_put_back_by_hand_says_what_was_said_last_in_it() {
    let mut two = Two::new().await;
    two.say(&banner("はじめ"));
    let folder = two.kiku.copy_by_hand();
    two.say(&banner("忘れた一つめ"));
    two.say(&banner("忘れた二つめ"));
    two.meet();
    two.kiku.put_back(folder.path()).await;
    two.say(&banner("いま言うこと"));
    two.meet();
    assert_eq!(two.own().banner, "いま言うこと", "here");
    assert_eq!(two.theirs().banner, "いま言うこと", "and at Hitomi's");
}

#[tokio::test]
async fn going_back_twice_to_one_copy_ends_with_what_was_said_last() {
    let two = Two::new().await;
    two.say(&banner("はじめ"));
    let copy = two.copy().await;
    for round in 0..3 {
        two.say(&banner(&format!("{round} の一つめ")));
        two.say(&banner(&format!("{round} の二つめ")));
        two.meet();
        two.go_back(copy.clone()).await;
    }
    two.say(&banner("いま言うこと"));
    two.meet();
    assert_eq!(two.own().banner, "いま言うこと", "here");
    assert_eq!(two.theirs().banner, "いま言うこと", "and at Hitomi's");
}

#[tokio::test]
async fn of_two_computers_of_one_folder_the_one_that_loses_says_so_and_can_say_it_again() {
    let two = Two::new().await;
    two.say(&banner("はじめ"));
    let clone = two.kiku.clone_folder().await;
    two.say(&banner("机で一つめ"));
    said(&clone, two.circle, &banner("居間で一つめ"));
    said(&clone, two.circle, &banner("居間で二つめ"));
    for _ in 0..3 {
        two.meet();
        meet(&clone, &two.hitomi, two.circle);
    }
    two.meet();
    let digests = [&two.kiku, &two.hitomi, &clone]
        .map(|seat| seat.home().store().digest(two.circle).unwrap());
    assert!(
        digests.iter().all(|digest| *digest == digests[0]),
        "they come to an end"
    );
    let stands = two.theirs().banner;
    let mut told = Vec::new();
    for (seat, said) in [(&two.kiku, "机で一つめ"), (&clone, "居間で二つめ")] {
        let own = seat.home().own_card(two.circle).unwrap().card.banner;
        assert_eq!(own, stands, "all show the same");
        let lost = seat.home().lost_words(two.circle).unwrap();
        assert_eq!(lost.is_empty(), said == stands, "who lost is told");
        told.extend(lost.into_iter().map(|lost| (seat, lost)));
    }
    let [(loser, lost)] = told.as_slice() else {
        panic!("one is told, once");
    };
    assert_eq!(lost.there, Value::Text(stands), "what stands now");
    let Value::Text(said) = lost.here.clone() else {
        panic!("what was said here");
    };
    let home = loser.home();
    home.settle_lost_word(two.circle, &lost.place, true)
        .unwrap();
    assert_eq!(home.lost_words(two.circle).unwrap(), [], "it was seen");
    for _ in 0..2 {
        meet(&clone, &two.hitomi, two.circle);
        two.meet();
    }
    assert_eq!(
        two.theirs().banner,
        said,
        "said again, and knowing the other"
    );
    assert_eq!(two.own().banner, said, "everywhere");
}

#[tokio::test]
async fn a_job_corrected_after_going_back_says_what_was_said_last() {
    let two = Two::new().await;
    let people = [two.kiku.home().person(), two.hitomi.home().person()];
    let write = |title: &str, replaces| {
        let new = NewJob {
            draft: draft(&people, title),
            replaces,
        };
        two.kiku.home().record_job(two.circle, &new).unwrap()
    };
    let job = write("はじめ", None);
    let copy = two.copy().await;
    write("忘れた一つめ", Some(job));
    write("忘れた二つめ", Some(job));
    two.meet();
    two.go_back(copy).await;
    write("いま言うこと", Some(job));
    two.meet();
    for seat in [&two.kiku, &two.hitomi] {
        let work = seat.home().store().work(two.circle).unwrap();
        let current = work.jobs[&job].current().unwrap();
        assert_eq!(current.at.job.title, "いま言うこと", "here and at Hitomi's");
    }
}

#[tokio::test]
async fn a_section_removed_after_it_was_shown_elsewhere_is_gone() {
    let two = Two::new().await;
    two.say(&hobby("水泳", 3));
    two.show(Section::Hobbies, true);
    let copy = two.copy().await;
    two.show(Section::Hobbies, false);
    two.meet();
    two.go_back(copy).await;
    assert!(two.hides(Section::Hobbies), "as it was");
    two.meet();
    assert!(!two.hides(Section::Hobbies), "it was shown since");
    assert_eq!(two.own().hobbies.len(), 1, "with what it says");
    two.say(&CardEdit::RemoveHobby("水泳".to_owned()));
    assert_eq!(two.own().hobbies, [], "gone");
    assert!(!two.hides(Section::Hobbies), "and not hidden either");
}

#[tokio::test]
async fn what_was_said_in_a_hidden_section_after_going_back_stays_hidden() {
    let two = Two::new().await;
    two.say(&hobby("水泳", 3));
    two.show(Section::Hobbies, true);
    let copy = two.copy().await;
    two.show(Section::Hobbies, false);
    two.say(&hobby("読書", 1));
    two.meet();
    two.go_back(copy).await;
    two.say(&hobby("水泳", 9));
    two.meet();
    assert!(two.hides(Section::Hobbies), "as she last saw it");
    assert_eq!(two.theirs().hobbies, [], "nobody else sees it");
    let mut hobbies = two.own().hobbies;
    hobbies.sort_by(|a, b| a.name.cmp(&b.name));
    let years: Vec<_> = hobbies
        .into_iter()
        .map(|one| (one.name, one.years))
        .collect();
    let right = [("水泳".to_owned(), Some(9)), ("読書".to_owned(), Some(1))];
    assert_eq!(years, right, "her last word, and what she had forgotten");
}

#[tokio::test]
async fn what_was_hidden_since_the_copy_is_not_lost_by_going_back() {
    let two = Two::new().await;
    two.say(&hobby("水泳", 3));
    let copy = two.copy().await;
    two.show(Section::Hobbies, true);
    two.meet();
    two.go_back(copy).await;
    assert!(!two.hides(Section::Hobbies), "as it was");
    two.meet();
    assert!(two.hides(Section::Hobbies), "as she said since");
    assert_eq!(two.own().hobbies.len(), 1, "and what it says is there");
    assert_eq!(two.theirs().hobbies, [], "for herself");
}

#[tokio::test]
async fn a_photo_that_comes_in_does_not_take_the_place_of_one_just_saved() {
    let two = Two::new().await;
    let home = two.kiku.home();
    let picture = |shade: u8| {
        let image = image::RgbImage::from_pixel(40, 40, image::Rgb([shade; 3]));
        let mut file = std::io::Cursor::new(Vec::new());
        image.write_to(&mut file, image::ImageFormat::Png).unwrap();
        file.into_inner()
    };
    home.set_photo(two.circle, Some(&picture(10))).unwrap();
    let own: PhotoId = two.own().photo.unwrap();
    home.store().put_photo(two.circle, b"another").unwrap();
    assert!(
        home.store().photo(two.circle, own).unwrap().is_some(),
        "a named one stays"
    );
    // Saved and named at once: there is no moment in which another one could push it out.
    let generation = home.store().generation();
    home.set_photo(two.circle, Some(&picture(200))).unwrap();
    assert_eq!(home.store().generation() - generation, 1, "one transaction");
    let own = two.own().photo.unwrap();
    assert!(
        home.store().photo(two.circle, own).unwrap().is_some(),
        "the bytes are there"
    );
}
