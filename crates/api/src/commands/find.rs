//! Find: one function for the window and for scripts.

use super::naming::Names;
use crate::{
    ApiError, Device, convert,
    view::{FindArgs, FoundView, HitView, InsteadView, WidenView},
};
use otagai_core::{
    find::{self, Hit, Instead, Widening},
    id::PersonId,
    language::Language,
    text::called,
};

pub(super) async fn find(device: &Device, args: FindArgs) -> Result<FoundView, ApiError> {
    let named = convert::circle(&args.circle)?;
    let conditions = convert::find::conditions(&args.conditions)?;
    let language = args.language.unwrap_or_default();
    Ok(device
        .node
        .with_home(move |home| {
            let circle = home.circle(named)?;
            let answer = home.find(circle, &args.line, conditions)?;
            let found = answer.found;
            let words = Words {
                names: Names::known(answer.names),
                language,
            };
            Ok(FoundView {
                conditions: convert::find::conditions_out(answer.conditions),
                left: answer.left.into_iter().map(convert::find::left).collect(),
                hits: found.hits.into_iter().map(|hit| words.hit(hit)).collect(),
                near: found.near.into_iter().map(|hit| words.hit(hit)).collect(),
                me: found.me.map(|hit| words.hit(hit)),
                widen: found.widen.into_iter().map(widening).collect(),
                instead: found.instead.into_iter().map(instead).collect(),
                common: found.common,
                rule: find::rule(language),
            })
        })
        .await?)
}

/// Names and language of what is answered.
struct Words {
    names: Names,
    language: Language,
}

impl Words {
    fn hit(&self, hit: Hit) -> HitView {
        let name = |person: PersonId| match self.language {
            Language::Japanese => called(&self.names.short(person)),
            Language::English => self.names.short(person),
        };
        HitView {
            why: find::sentence(&hit.reasons, self.language, &name),
            person: self.names.person(hit.person),
            missing: hit.missing,
        }
    }
}

fn widening(found: Widening) -> WidenView {
    WidenView {
        steps: found.steps,
        words: found.words,
        conditions: convert::find::conditions_out(found.conditions),
        count: u32::try_from(found.count).unwrap_or(u32::MAX),
    }
}

fn instead(found: Instead) -> InsteadView {
    InsteadView {
        asked: found.asked,
        word: found.word,
        conditions: convert::find::conditions_out(found.conditions),
        count: u32::try_from(found.count).unwrap_or(u32::MAX),
    }
}
