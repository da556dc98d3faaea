//! The chain of invitations between two people: what is shown where no path leads from one to the other.

use crate::id::PersonId;
use std::collections::BTreeMap;

/// How two people hang together by invitations alone: known to the circle, nothing on skill.
///
/// Both lines are read as "who invited whom" and begin with the nearest person over both: that is the
/// viewer or the subject where one of them is over the other. Where nobody is over both, each line begins
/// with one of those who founded the circle together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationChain {
    /// Down to the subject, who is the last: 「きくさん → ひとみさん → さくらさん」.
    pub to_subject: Vec<PersonId>,
    /// Down to the viewer, who is the last; the viewer alone where the viewer is over the subject.
    pub to_viewer: Vec<PersonId>,
}

impl InvitationChain {
    /// None from a person to themself, and where one of the two is not in the circle.
    pub(super) fn between(
        invited_by: &BTreeMap<PersonId, Option<PersonId>>,
        viewer: PersonId,
        subject: PersonId,
    ) -> Option<Self> {
        if viewer == subject {
            return None;
        }
        let mut to_viewer = up(invited_by, viewer)?;
        let mut to_subject = up(invited_by, subject)?;
        let meeting = to_subject
            .iter()
            .copied()
            .find(|person| to_viewer.contains(person));
        for line in [&mut to_viewer, &mut to_subject] {
            if let Some(end) = line.iter().position(|person| Some(*person) == meeting) {
                line.truncate(end + 1);
            }
            line.reverse();
        }
        Some(Self {
            to_subject,
            to_viewer,
        })
    }
}

/// The person, who invited them, who invited those, and so on to a founder.
fn up(
    invited_by: &BTreeMap<PersonId, Option<PersonId>>,
    person: PersonId,
) -> Option<Vec<PersonId>> {
    let mut line = vec![person];
    let mut inviter = *invited_by.get(&person)?;
    // The roster has no circle of invitations; whoever passes one in shall not hang the program.
    while let Some(next) = inviter.filter(|next| !line.contains(next)) {
        line.push(next);
        inviter = invited_by.get(&next).copied().flatten();
    }
    Some(line)
}
