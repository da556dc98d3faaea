//! The data against the design's tables, against wrong data, and on other days.

mod checks;
mod shifting;
mod situations;
mod vouching;

use super::*;

fn sample() -> Sample {
    Sample::load().expect("the sample keeps its own rules")
}

/// The person whom the others call so.
fn called<'a>(sample: &'a Sample, short: &str) -> &'a Member {
    let mut members = sample.members().iter();
    members
        .find(|member| member.short == short)
        .unwrap_or_else(|| panic!("nobody is called {short}"))
}

fn short<'a>(sample: &'a Sample, id: &MemberId) -> &'a str {
    &sample.member(id).expect("the person is there").short
}

fn vouch<'a>(sample: &'a Sample, id: &str) -> &'a Vouch {
    let mut vouches = sample.vouches().iter();
    vouches
        .find(|vouch| vouch.id == id.into())
        .unwrap_or_else(|| panic!("{id} is not there"))
}
