//! What may be done with what is in a data folder. The sample's keys are published, so little rests on them and
//! little may be done with them; a member's own folder may do everything.

use crate::{ContactRefusal, CopyRefusal, NodeError, SampleRefusal};

/// Something that is not done in every data folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Power {
    /// Founds circles.
    Found,
    /// Meets other computers.
    Connect,
    /// Calls and writes to the people in it, by the system's own programs.
    Contact,
    /// Makes copies, and lets one take its place.
    Copy,
}

/// What may be done in one data folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Powers(&'static [Power]);

impl Powers {
    /// A member's own folder.
    pub const OWN: Self = Self(&[Power::Found, Power::Connect, Power::Contact, Power::Copy]);
    /// The sample's.
    pub const SAMPLE: Self = Self(&[]);

    /// Whether something may be done.
    pub fn has(self, power: Power) -> bool {
        self.0.contains(&power)
    }

    /// Goes on where something may be done.
    ///
    /// # Errors
    /// What the member is told where it may not: [`SampleRefusal::CircleOnly`], [`SampleRefusal::Offline`],
    /// [`ContactRefusal::OfSample`] or [`CopyRefusal::OfSample`].
    pub fn need(self, power: Power) -> Result<(), NodeError> {
        if self.has(power) {
            return Ok(());
        }
        Err(match power {
            Power::Found => SampleRefusal::CircleOnly.into(),
            Power::Connect => SampleRefusal::Offline.into(),
            Power::Contact => ContactRefusal::OfSample.into(),
            Power::Copy => CopyRefusal::OfSample.into(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Power; 4] = [Power::Found, Power::Connect, Power::Contact, Power::Copy];

    #[test]
    fn a_members_own_folder_may_do_everything() {
        for power in ALL {
            assert!(Powers::OWN.need(power).is_ok(), "{power:?}");
        }
    }

    #[test]
    fn the_sample_may_do_none_of_it_and_says_of_each_why() {
        let mut sentences: Vec<String> = ALL
            .iter()
            .map(|power| Powers::SAMPLE.need(*power).unwrap_err().to_string())
            .collect();
        sentences.sort();
        sentences.dedup();
        assert_eq!(sentences.len(), ALL.len(), "{sentences:?}");
    }
}
