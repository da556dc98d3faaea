//! What people say openly in a storm: cards, charters, licences they saw, another computer, that they leave.

use super::Storm;
use crate::sim::Person;
use otagai_core::{
    card::{
        Card, CardEdit, Hobby, Level, Licence, LicenceKind, Presence, PresenceState, Strength,
        TextField,
    },
    charter::Charter,
    id::{ItemId, PersonId, PhotoId},
    sighting::LicenceKey,
    statement::{DeviceAdded, Left, Sighted, StatementBody},
};

/// Members of whom one may leave, at least.
const MANY_ENOUGH: usize = 4;
const LICENCE: &str = "行政書士";
const WORDS: [&str; 3] = ["進行", "録音", "焚き火"];

impl Storm {
    pub(super) fn write_banner(&mut self, name: &str) -> Vec<ItemId> {
        let text = format!("{name} {}", self.acts);
        self.edit(name, &CardEdit::Text(TextField::Banner, text))
    }

    /// One thing of a section comes to be, changes, or goes: a section that is hidden goes thing by thing.
    pub(super) fn edit_card(&mut self, name: &str) -> Vec<ItemId> {
        let word = self.one_of(&WORDS).unwrap_or_default().to_owned();
        let edit = match self.chance.below(9) {
            0 => CardEdit::RemoveStrength(word),
            1 => CardEdit::RemoveHobby(word),
            2 => CardEdit::RemoveLicence(LICENCE.to_owned()),
            3 => CardEdit::Photo(Some(PhotoId::from_bytes(self.chance.bytes()))),
            4 => CardEdit::Photo(None),
            5 => CardEdit::Presence(Presence {
                state: self
                    .one_of(&[PresenceState::Active, PresenceState::Resting])
                    .unwrap_or_default(),
                ..Presence::default()
            }),
            6 => CardEdit::Hobby(Hobby {
                name: word,
                years: Some(3),
            }),
            7 => CardEdit::Strength(Strength {
                skill: word,
                level: self
                    .one_of(&[Level::Do, Level::Little, Level::Dont])
                    .unwrap_or(Level::Do),
                limit: format!("{} 人まで", self.acts),
            }),
            _ => CardEdit::Licence(Licence {
                name: LICENCE.to_owned(),
                kind: LicenceKind::National,
                until: String::new(),
            }),
        };
        self.edit(name, &edit)
    }

    fn edit(&mut self, name: &str, edit: &CardEdit) -> Vec<ItemId> {
        let circle = self.circle;
        let person = self.network.person(name);
        let before = person.sees_card(circle, person.id());
        let new = person.edit_card(circle, edit);
        // Where the device has died over it, what is on its disk counts.
        let card = person.sees_card(circle, person.id());
        let is_said = says(&card, edit);
        assert!(
            is_said || (person.is_down() && card == before),
            "{}: {name} reads what was saved: {edit:?}, {card:?}",
            self.network.seed
        );
        let mine = self
            .cards
            .entry((circle, self.id(name)))
            .or_insert_with(|| (name.to_owned(), Card::default()));
        if mine.0 != name {
            // Of two computers, which do not know of each other, either may have said the last word.
            mine.0.clear();
        }
        mine.1 = card;
        new
    }

    /// Somebody saw the original of a licence that is on a card, or takes that back.
    pub(super) fn see_licence(&mut self, name: &str) -> Vec<ItemId> {
        let (me, circle) = (self.id(name), self.circle);
        let person = self.network.look(name);
        let known: Vec<PersonId> = person
            .holding(circle)
            .roster
            .members
            .keys()
            .copied()
            .collect();
        let has_one = |other: &PersonId| {
            let card = person.sees_card(circle, *other);
            *other != me && card.licences.iter().any(|licence| licence.name == LICENCE)
        };
        let shown: Vec<PersonId> = known.into_iter().filter(has_one).collect();
        let Some(other) = self.one_of(&shown) else {
            return Vec::new();
        };
        let body = StatementBody::Sighted(Sighted {
            person: other,
            licence: *LicenceKey::of(LICENCE).as_bytes(),
            day: self.day(name).since_epoch().unwrap_or_default(),
            stands: self.chance.below(4) > 0,
        });
        self.network.person(name).say(circle, &body).1
    }

    /// A steward writes the charter anew and adopts it.
    pub(super) fn adopt(&mut self, name: &str) -> Vec<ItemId> {
        let me = self.id(name);
        let roster = &self.network.look(name).holding(self.circle).roster;
        if !roster.members.get(&me).is_some_and(|member| member.steward) {
            return Vec::new();
        }
        let text = Charter {
            name: "会".to_owned(),
            purpose: format!("教え合う {}", self.acts),
            ..Charter::default()
        };
        self.network.person(name).adopt(self.circle, &text)
    }

    /// Somebody takes a second computer into use: it begins with what the first one holds.
    pub(super) fn add_device(&mut self, name: &str) -> Vec<ItemId> {
        let other = format!("{name}, second computer");
        let has_two = self
            .names
            .iter()
            .filter(|one| self.id(one) == self.id(name))
            .count()
            > 1;
        if has_two {
            return Vec::new();
        }
        let first = self.network.person(name);
        let mut second = Person::second_device(first, &other);
        let body = StatementBody::DeviceAdded(DeviceAdded {
            device: second.device(),
            encryption_key: second.encryption_key(),
        });
        let (_, new) = first.say(self.circle, &body);
        if first.is_down() {
            return new;
        }
        let holding = first.holding(self.circle);
        let items = holding.load(holding.set.items());
        let secrets = holding.secrets.clone();
        second.begins_with(self.circle, &items, secrets);
        self.network.put(second);
        self.sides.insert(
            other.clone(),
            self.sides.get(name).copied().unwrap_or_default(),
        );
        self.names.push(other);
        new
    }

    /// Somebody leaves for good, where enough others stay.
    pub(super) fn leave(&mut self, name: &str) -> Vec<ItemId> {
        let is_founder = self.id(&self.founder()) == self.id(name);
        if is_founder || self.members().len() < MANY_ENOUGH || self.chance.below(3) > 0 {
            return Vec::new();
        }
        let body = StatementBody::Left(Left { erase: false });
        let person = self.network.person(name);
        let (_, new) = person.say(self.circle, &body);
        let id = person.id();
        if !person.holding(self.circle).roster.is_member(id) {
            self.left.insert((self.circle, id));
        }
        new
    }
}

/// True when a card says what was put there.
fn says(card: &Card, edit: &CardEdit) -> bool {
    match edit {
        CardEdit::Text(_, text) => card.banner == *text,
        CardEdit::Strength(strength) => card.strengths.contains(strength),
        CardEdit::RemoveStrength(skill) => card.strengths.iter().all(|one| one.skill != *skill),
        CardEdit::Hobby(hobby) => card.hobbies.contains(hobby),
        CardEdit::RemoveHobby(name) => card.hobbies.iter().all(|one| one.name != *name),
        CardEdit::Licence(licence) => card.licences.contains(licence),
        CardEdit::RemoveLicence(name) => card.licences.iter().all(|one| one.name != *name),
        CardEdit::Photo(photo) => card.photo == *photo,
        CardEdit::Presence(presence) => card.presence == *presence,
        _ => false,
    }
}
