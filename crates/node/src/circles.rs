//! Founding a circle, and what is known of it.

use crate::{NodeError, home::Home, powers::Power, random, words};
use otagai_core::limits::forms;
use otagai_core::{
    base,
    card::{self, CardEdit, TextField},
    charter::{self, Charter},
    document::{Header, Kind},
    id::CircleId,
    secret::CircleSecret,
    statement::{Admission, Adopt, ChainEnd, Genesis, NO_CIRCLE, StatementBody},
    text,
};
use otagai_store::{Arrival, OwnBatch};

/// The standard conditions of a new charter; a steward may change them later.
const CONDITIONS: &str =
    "おたがいさまの気持ちで参加します。知ったことを会の外に出すときは、本人にたずねます。";
/// How data is used, as the law wants it said before anything is collected.
const DATA_USE: &str = "お名前やカードの内容は、会員名簿として、この会の会員に配るために使います。会員のパソコンどうしで直接届け合い、会の外には送りません。会をはなれた方の内容は、名簿から消します。印刷した紙や書き写したものは取り戻せません。";

impl Home {
    /// Founds a circle: genesis, charter, own card and the first secret, in one transaction.
    ///
    /// # Errors
    /// [`NodeError`] when a text is not taken or nothing could be stored, [`SampleRefusal::CircleOnly`] in the
    /// sample's folder.
    pub fn create_circle(&self, name: &str, purpose: &str) -> Result<CircleId, NodeError> {
        self.powers().need(Power::Found)?;
        let name = text::line(name, true, forms::CIRCLE_NAME)?;
        let purpose = text::lines(purpose, true, forms::CIRCLE_PURPOSE)?;
        let genesis = Genesis {
            name: name.clone(),
            creators: vec![self.person()],
            admission: Admission::Invitation,
            nonce: random::bytes(),
        };
        let start = ChainEnd { n: 0, prev: None };
        let (said, item) =
            self.author
                .say(NO_CIRCLE, &start, &[], &StatementBody::Genesis(genesis))?;
        let circle = CircleId::from(said.id());
        let mut items = vec![item];
        items.extend(self.author.records());

        let charter = Charter {
            name,
            purpose,
            conditions: CONDITIONS.to_owned(),
            data_use: DATA_USE.to_owned(),
        };
        let header = Header::single(circle, self.person(), Kind::Charter);
        items.push(self.author.open(&header)?);
        let edit = self.author.edit(&header, &mut base::document(), |t| {
            charter::write(t, &charter)
        })?;
        let edit = edit.ok_or(NodeError::OwnItemRefused)?;
        let adopt = Adopt {
            charter: header.id(),
            heads: vec![edit.change.hash.into()],
        };
        items.extend(edit.items);
        let end = ChainEnd {
            n: 1,
            prev: Some(said.id()),
        };
        items.push(
            self.author
                .say(circle, &end, &[said.id()], &StatementBody::Adopt(adopt))?
                .1,
        );
        let card = self.first_card(circle, "")?;
        items.extend(card.items.iter().cloned());

        let secret = CircleSecret::new(1, random::bytes());
        self.add_circle(&Arrival {
            circle,
            secrets: &[secret],
            items: &items,
            own: &card.values(),
            addresses: &[],
        })?;
        Ok(circle)
    }

    /// The first card in a circle: one change with what the profile says. Nothing where there is a card:
    /// whoever joins again, because a steward's word was missing, must not begin it a second time.
    ///
    /// # Errors
    /// [`NodeError`] when it cannot be signed.
    pub fn first_card(&self, circle: CircleId, banner: &str) -> Result<OwnBatch, NodeError> {
        let profile = self.profile()?;
        let mut store = self.store();
        if store.circles()?.contains(&circle)
            && store.card_document(circle, self.person())?.is_some()
        {
            return Ok(OwnBatch::default());
        }
        drop(store);
        let header = Header::single(circle, self.person(), Kind::Card);
        let mut items = vec![self.author.open(&header)?];
        let mut document = base::document();
        let edit = self.author.edit(&header, &mut document, |transaction| {
            for (field, value) in [
                (TextField::Name, profile.name.as_str()),
                (TextField::Reading, &profile.reading),
                (TextField::Short, &profile.short),
                (TextField::Banner, banner),
            ] {
                card::write(transaction, &CardEdit::Text(field, value.to_owned()))?;
            }
            Ok(())
        })?;
        let mut own = Vec::new();
        if let Some(edit) = edit {
            own.extend(words::said(&document, edit.change.hash));
            items.extend(edit.items);
        }
        Ok(OwnBatch {
            items,
            own,
            photo: None,
        })
    }

    /// The charter in force.
    ///
    /// # Errors
    /// [`NodeError::Store`].
    pub fn charter(&self, circle: CircleId) -> Result<Charter, NodeError> {
        Ok(self
            .store()
            .charter(circle)?
            .map(|row| row.charter)
            .unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        clock::Clock,
        home::{Home, PROGRAM},
        profile::Profile,
        vault::Vault,
    };
    use otagai_core::roster::Roster;
    use otagai_store::Folder;
    use tempfile::TempDir;
    use tokio::sync::broadcast;
    use zeroize::Zeroizing;

    #[test]
    fn a_card_that_is_there_is_not_begun_a_second_time() {
        let dir = TempDir::new().unwrap();
        let folder = Folder::lock(&dir.path().join("data"), PROGRAM).unwrap();
        let vault = Vault::Folder {
            data: dir.path().join("data"),
            dir: dir.path().join("keys"),
            passphrase: Zeroizing::new("いろは".to_owned()),
        };
        let profile = Profile::new("高橋 きく", "たかはし きく", "きく").unwrap();
        let (clock, events) = (Clock::of_tests().unwrap(), broadcast::channel(8).0);
        let home = Home::create(folder, &vault, &profile, clock, events).unwrap();
        let circle = home.create_circle("会", "目的").unwrap();
        assert_eq!(
            home.first_card(circle, "また").unwrap().items,
            [],
            "joining again writes nothing"
        );
        let mut store = home.store();
        let card = store.card(circle, home.person()).unwrap().unwrap();
        assert!(
            !card.forked && card.card.short == "きく",
            "the card stays whole"
        );
        assert!(
            Roster::of(store.set(circle).unwrap()).is_member(home.person()),
            "the founder is in"
        );
    }
}
