//! The trust trail.

use super::naming::Names;
use crate::{
    ApiError, Device, EdgeRefusal, convert,
    view::{
        EarlierView, InvitationsView, PathView, SkillTrailView, TrailArgs, TrailView, VoucherView,
    },
};
use otagai_core::{
    date::Day,
    id::PersonId,
    trail::{EarlierVoucher, Path, Voucher},
};
use otagai_node::{NodeError, work::SkillTrail};

pub(super) async fn show(device: &Device, args: TrailArgs) -> Result<TrailView, ApiError> {
    let named = convert::circle(&args.circle)?;
    let person = convert::person(&args.person)?.ok_or(NodeError::UnknownPerson)?;
    let as_of: Option<Day> = match args.as_of.as_str() {
        "" => None,
        text => Some(text.parse().map_err(|_no_day| EdgeRefusal::BadInput)?),
    };
    Ok(device
        .node
        .with_home(move |home| {
            let circle = home.circle(named)?;
            let as_of = as_of.unwrap_or(home.clock().day_in_japan());
            let skill = Some(args.skill.as_str()).filter(|skill| !skill.is_empty());
            let (trails, shown) = home.trail(circle, person, skill, as_of)?;
            let (called, me) = (Names::of(home, circle)?, home.person());
            Ok(TrailView {
                person: called.person(person),
                names: called.people(&shown.people),
                others: shown.others,
                skills: trails
                    .iter()
                    .map(|trail| view(&called, me, person, trail))
                    .collect(),
            })
        })
        .await?)
}

fn view(called: &Names, me: PersonId, person: PersonId, one: &SkillTrail) -> SkillTrailView {
    let trail = &one.trail;
    SkillTrailView {
        skill: one.skill.clone(),
        vouchers: trail
            .vouchers
            .iter()
            .map(|voucher| voucher_view(called, me, voucher))
            .collect(),
        freshness: trail.freshness,
        all_mutual: trail.all_mutual,
        earlier: trail
            .earlier
            .iter()
            .map(|earlier| earlier_view(called, earlier))
            .collect(),
        closeness: trail.closeness(),
        paths: trail
            .paths
            .iter()
            .map(|path| path_view(called, me, person, path))
            .collect(),
        invitations: trail.invitations.as_ref().map(|chain| InvitationsView {
            to_person: called.people(&chain.to_subject),
            to_me: called.people(&chain.to_viewer),
        }),
    }
}

fn voucher_view(called: &Names, me: PersonId, voucher: &Voucher) -> VoucherView {
    VoucherView {
        person: called.person(voucher.person),
        repeats: voucher.repeats.clone().unwrap_or_default(),
        newest: voucher.newest.to_string(),
        freshness: voucher.freshness,
        mutual: voucher.mutual,
        is_me: voucher.person == me,
        worked_with_me: voucher.worked_with_viewer,
        vouches: voucher
            .vouches
            .iter()
            .map(|vouch| vouch.document.to_string())
            .collect(),
    }
}

fn earlier_view(called: &Names, earlier: &EarlierVoucher) -> EarlierView {
    EarlierView {
        person: called.person(earlier.person),
        newest: earlier.newest.to_string(),
        vouches: earlier.vouches.iter().map(ToString::to_string).collect(),
    }
}

fn path_view(called: &Names, me: PersonId, person: PersonId, path: &Path) -> PathView {
    let steps = path.vouches.iter().map(|step| step.subject);
    let mut people = vec![me, path.worked_with];
    people.extend(steps);
    debug_assert_eq!(people.last(), Some(&person), "a path ends at the person");
    PathView {
        people: called.people(&people),
        jobs: path.jobs.iter().map(ToString::to_string).collect(),
        vouches: path
            .vouches
            .iter()
            .map(|step| step.document.to_string())
            .collect(),
    }
}
