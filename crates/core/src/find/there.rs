//! Where somebody works, lives or meets, as far as it was asked for.

use super::{areas, conditions::Conditions, entry::Entry, reason::Reason};

/// How somebody comes in question for a place.
pub(super) enum There<'a> {
    /// Works there in person.
    Works(&'a str),
    /// Is at home there, and names no place to work in person.
    Lives(&'a str),
    /// Works online, which is asked for as well.
    Online,
}

/// How somebody comes in question for a place; none where they do not.
pub(super) fn there<'a>(
    entry: &'a Entry,
    wanted: &mut impl FnMut(&'a str) -> bool,
    remote: bool,
) -> Option<There<'a>> {
    let way = entry.way.as_ref()?;
    if let Some(area) = way.areas.iter().find(|theirs| wanted(theirs)) {
        return Some(There::Works(area));
    }
    if way.areas.is_empty() && wanted(&way.home) {
        return Some(There::Lives(&way.home));
    }
    (remote && way.remote).then_some(There::Online)
}

/// Where somebody works, as far as it was asked for.
pub(super) fn place_reason(entry: &Entry, conditions: &Conditions) -> Option<Reason> {
    let way = entry.way.as_ref()?;
    if conditions.areas.is_empty() && !conditions.remote {
        let first = way.areas.first().filter(|_| conditions.in_person);
        return first.map(|area| Reason::Place { area: area.clone() });
    }
    let mut wanted = |theirs: &str| {
        let mut wanted = conditions.areas.iter();
        wanted.any(|wanted| areas::covers(theirs, wanted))
    };
    Some(match there(entry, &mut wanted, conditions.remote)? {
        There::Works(area) => Reason::Place {
            area: area.to_owned(),
        },
        There::Lives(area) => Reason::AtHome {
            area: area.to_owned(),
            online: way.remote,
        },
        There::Online => Reason::Remote,
    })
}
