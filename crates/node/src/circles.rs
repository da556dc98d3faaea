//! Founding a circle, and what is known of it.

use crate::{NodeError, home::Home, powers::Power, random, words};
use otagai_core::{
    charter::Charter,
    deed::{self, WrittenCard},
    id::CircleId,
};
use otagai_store::{Arrival, OwnBatch};

impl Home {
    /// Founds a circle: genesis, charter, own card and the first secret, in one transaction.
    ///
    /// # Errors
    /// [`NodeError`] when a text is not taken or nothing could be stored, [`SampleRefusal::CircleOnly`](crate::SampleRefusal::CircleOnly) in the
    /// sample's folder.
    pub fn create_circle(&self, name: &str, purpose: &str) -> Result<CircleId, NodeError> {
        self.powers().need(Power::Found)?;
        let founding = deed::found(name, purpose, self.profile()?.first_card(""))?;
        let device = self.author.writing_device(self.clock().now());
        let founded = founding.write(&device, &mut random::fill)?;
        let card = own_words(&founded.card);
        self.add_circle(&Arrival {
            circle: founded.circle,
            secrets: &[founded.secret],
            items: &founded.items,
            own: &card.values(),
            addresses: &[],
        })?;
        Ok(founded.circle)
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
        let device = self.author.writing_device(self.clock().now());
        Ok(own_words(
            &profile.first_card(banner).write(circle, &device)?,
        ))
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

/// A first card, with what was said in it.
fn own_words(card: &WrittenCard) -> OwnBatch {
    let said = card
        .change
        .map(|change| words::said(&card.document, change));
    OwnBatch {
        items: card.items.clone(),
        own: said.unwrap_or_default(),
        photo: None,
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
