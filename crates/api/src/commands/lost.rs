//! Words that were said here and do not stand any more.

use super::cards;
use crate::{
    ApiError, Device, EdgeRefusal, convert,
    view::{CardPart, CardView, CircleArgs, LostWordSettleArgs, LostWordView},
};
use otagai_core::{
    card::{self, Section},
    places::{Place, Value},
};
use otagai_node::{NodeError, home::Home, words::LostWord};

pub(super) async fn list(device: &Device, args: CircleArgs) -> Result<Vec<LostWordView>, ApiError> {
    let named = convert::circle(&args.circle)?;
    Ok(device
        .node
        .with_home(move |home| {
            let circle = home.circle(named)?;
            let lost = home.lost_words(circle)?.into_iter();
            lost.map(|lost| view(home, &lost)).collect()
        })
        .await?)
}

pub(super) async fn settle(
    device: &Device,
    args: LostWordSettleArgs,
) -> Result<CardView, ApiError> {
    let named = convert::circle(&args.circle)?;
    let bytes = data_encoding::HEXLOWER.decode(args.place.as_bytes()).ok();
    let place = bytes.and_then(|bytes| Place::of_bytes(&bytes));
    let place = place.ok_or_else(|| ApiError::from(EdgeRefusal::BadArguments))?;
    Ok(device
        .node
        .with_home(move |home| {
            let circle = home.circle(named)?;
            home.settle_lost_word(circle, &place, args.say_again)?;
            home.follow_card(circle)?;
            cards::view(home, circle, home.person())
        })
        .await?)
}

fn view(home: &Home, lost: &LostWord) -> Result<LostWordView, NodeError> {
    let alone = |value: &Value| {
        let mut view = convert::card::card(home.person(), card::alone(&lost.place, value)?, true);
        if let Some(section) = Section::of_kept_place(&lost.place)
            && *value == Section::kept_value()
        {
            view.hidden.push(section);
        }
        Ok::<_, NodeError>(view)
    };
    let kept = Section::of_kept_place(&lost.place);
    let section = kept.or_else(|| Section::of_place(&lost.place));
    let part = match (lost.place.map.as_str(), lost.place.key.as_str()) {
        _ if kept.is_some() => CardPart::ShownTo,
        ("times", _) => CardPart::Week,
        _ if section.is_some() => CardPart::Section,
        (_, "name") => CardPart::Name,
        (_, "reading") => CardPart::Reading,
        (_, "short") => CardPart::Short,
        (_, "photo") => CardPart::Photo,
        _ => CardPart::Presence,
    };
    Ok(LostWordView {
        place: data_encoding::HEXLOWER.encode(&lost.place.to_bytes()),
        part,
        section,
        here: alone(&lost.here)?,
        there: alone(&lost.there)?,
    })
}
