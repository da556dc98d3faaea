//! Founding a circle, and the first card in one.

use super::{WriteDeedError, WritingDevice};
use crate::{
    base,
    card::{self, CardEdit, TextField},
    charter::{self, Charter},
    document::{Header, Kind},
    id::CircleId,
    item::Item,
    limits::forms,
    secret::CircleSecret,
    statement::{Admission, Adopt, ChainEnd, Genesis, NO_CIRCLE, StatementBody},
    text::{self, TextError},
};
use automerge::{Automerge, ChangeHash};

/// The standard conditions of a new charter; a steward may change them later.
const CONDITIONS: &str =
    "おたがいさまの気持ちで参加します。知ったことを会の外に出すときは、本人にたずねます。";
/// How data is used, as the law wants it said before anything is collected.
const DATA_USE: &str = "お名前やカードの内容は、会員名簿として、この会の会員に配るために使います。会員のパソコンどうしで直接届け合い、会の外には送りません。会をはなれた方の内容は、名簿から消します。印刷した紙や書き写したものは取り戻せません。";

/// A circle that is to be founded: its charter and its founder's card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Founding {
    charter: Charter,
    card: FirstCard,
}

/// The card with which somebody begins in a circle.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FirstCard {
    /// Name.
    pub name: String,
    /// Reading of the name.
    pub reading: String,
    /// What to be called.
    pub short: String,
    /// First words to the others; may be empty.
    pub banner: String,
}

/// A circle, ready to be stored.
#[derive(Debug, Clone)]
pub struct FoundedCircle {
    /// The circle.
    pub circle: CircleId,
    /// Genesis, records, charter and card.
    pub items: Vec<Item>,
    /// Its first secret.
    pub secret: CircleSecret,
    /// The founder's card.
    pub card: WrittenCard,
}

/// A first card, ready to be stored.
#[derive(Debug, Clone)]
pub struct WrittenCard {
    /// What it says.
    pub document: Automerge,
    /// The change that says it; none for a card without words.
    pub change: Option<ChangeHash>,
    /// Opening, change and seal.
    pub items: Vec<Item>,
}

/// Founds a circle with the standard charter.
///
/// # Errors
/// [`TextError`] for a name or a purpose that is empty or too long.
pub fn found(name: &str, purpose: &str, card: FirstCard) -> Result<Founding, TextError> {
    Ok(Founding {
        charter: Charter {
            name: text::required(name, forms::CIRCLE_NAME)?,
            purpose: text::required_lines(purpose, forms::CIRCLE_PURPOSE)?,
            conditions: CONDITIONS.to_owned(),
            data_use: DATA_USE.to_owned(),
        },
        card,
    })
}

impl Founding {
    /// Signs it; the circle's name and its secret come out of `random`.
    ///
    /// # Errors
    /// [`WriteDeedError`]; nothing is then to be stored.
    pub fn write(
        &self,
        device: &WritingDevice<'_>,
        random: &mut dyn FnMut(&mut [u8]),
    ) -> Result<FoundedCircle, WriteDeedError> {
        let (mut nonce, mut secret) = ([0; 16], [0; 32]);
        random(&mut nonce);
        random(&mut secret);
        let founder = device.keys.person();
        let genesis = StatementBody::Genesis(Genesis {
            name: self.charter.name.clone(),
            creators: vec![founder],
            admission: Admission::Invitation,
            nonce,
        });
        let start = ChainEnd { n: 0, prev: None };
        let (first, genesis) = device.say(NO_CIRCLE, &start, &[], &genesis)?;
        let circle = CircleId::from(first);
        let header = Header::single(circle, founder, Kind::Charter);
        let edit = device.edit(&header, &mut base::document(), None, |t| {
            charter::write(t, &self.charter)
        })?;
        let edit = edit.ok_or(WriteDeedError::EmptyPaper)?;
        let adopt = StatementBody::Adopt(Adopt {
            charter: header.id(),
            heads: vec![edit.change.hash.into()],
        });
        let end = ChainEnd {
            n: 1,
            prev: Some(first),
        };
        let (_, adopt) = device.say(circle, &end, &[first], &adopt)?;
        let card = self.card.write(circle, device)?;
        let mut items = vec![genesis];
        items.extend(device.records());
        items.push(device.open(&header)?);
        items.extend(edit.items);
        items.push(adopt);
        items.extend(card.items.iter().cloned());
        Ok(FoundedCircle {
            circle,
            items,
            secret: CircleSecret::new(1, secret),
            card,
        })
    }
}

impl FirstCard {
    /// Writes it as one change.
    ///
    /// # Errors
    /// [`WriteDeedError`]; nothing is then to be stored.
    pub fn write(
        &self,
        circle: CircleId,
        device: &WritingDevice<'_>,
    ) -> Result<WrittenCard, WriteDeedError> {
        let header = Header::single(circle, device.keys.person(), Kind::Card);
        let mut document = base::document();
        let mut items = vec![device.open(&header)?];
        let edit = device.edit(&header, &mut document, None, |transaction| {
            for (field, value) in [
                (TextField::Name, &self.name),
                (TextField::Reading, &self.reading),
                (TextField::Short, &self.short),
                (TextField::Banner, &self.banner),
            ] {
                card::write(transaction, &CardEdit::Text(field, value.clone()))?;
            }
            Ok(())
        })?;
        let change = edit.as_ref().map(|edit| edit.change.hash);
        items.extend(edit.into_iter().flat_map(|edit| edit.items));
        Ok(WrittenCard {
            document,
            change,
            items,
        })
    }
}
