//! One round of letting people in: invitations of members, then who joined with them.

use super::{Invitation, Member, Roster};
use crate::{
    circle_set::CircleSet,
    id::{PersonId, StatementId},
    statement::{Admission, Invite, Joined, StatementBody, join_proof_message, said::Said},
};
use ed25519_dalek::{Signature, VerifyingKey};
use std::collections::{BTreeMap, BTreeSet};

/// A newcomer and the members who let them in.
struct NewcomerCase {
    invitation: StatementId,
    admitted_by: BTreeSet<PersonId>,
}

/// Whether the proof in a `Joined` is good, for each one that was looked at: a signature is checked once, however
/// many rounds there are.
pub(super) type Proofs = BTreeMap<StatementId, bool>;

/// Adds invitations and newcomers that count now that `roster.members` are members.
pub(super) fn round(
    roster: &mut Roster,
    set: &CircleSet,
    said: &[Said<'_>],
    admission: Admission,
    proofs: &mut Proofs,
) {
    take_invitations(roster, said);
    let joined: BTreeMap<StatementId, (PersonId, &Joined)> = said
        .iter()
        .filter_map(
            |Said {
                 id,
                 statement,
                 body,
             }| match body {
                StatementBody::Joined(joined) => Some((*id, (statement.person, joined))),
                _ => None,
            },
        )
        .collect();
    let mut newcomers: BTreeMap<PersonId, NewcomerCase> = BTreeMap::new();
    for Said {
        statement, body, ..
    } in said
    {
        let StatementBody::Admitted(admitted) = body else {
            continue;
        };
        let host = statement.person;
        let Some((person, said)) = joined.get(&admitted.joined) else {
            continue;
        };
        let counts = roster.members.contains_key(&host)
            && *person == admitted.person
            && said.invitation == admitted.invitation
            && roster.invitations.contains_key(&said.invitation)
            && *proofs
                .entry(admitted.joined)
                .or_insert_with(|| proved(roster, set, said, admitted.joined, *person));
        if counts {
            newcomers
                .entry(*person)
                .or_insert_with(|| NewcomerCase {
                    invitation: said.invitation,
                    admitted_by: BTreeSet::new(),
                })
                .admitted_by
                .insert(host);
        }
    }
    for (person, newcomer) in &newcomers {
        if let Some(invitation) = roster.invitations.get_mut(&newcomer.invitation) {
            invitation.used_by.insert(*person);
        }
    }
    for (person, newcomer) in newcomers {
        settle(roster, admission, person, &newcomer);
    }
}

fn take_invitations(roster: &mut Roster, said: &[Said<'_>]) {
    for Said {
        id,
        statement,
        body,
    } in said
    {
        let StatementBody::Invite(invite) = body else {
            continue;
        };
        let inviter = statement.person;
        if roster.members.contains_key(&inviter) {
            roster.invitations.entry(*id).or_insert_with(|| Invitation {
                inviter,
                invite: invite.clone(),
                used_by: BTreeSet::new(),
            });
        }
    }
}

/// True when the one-time key of the invitation signed for this person and device.
fn proved(
    roster: &Roster,
    set: &CircleSet,
    joined: &Joined,
    id: StatementId,
    person: PersonId,
) -> bool {
    let Some(invitation) = roster.invitations.get(&joined.invitation) else {
        return false;
    };
    let Some(statement) = set.statements().get(&id) else {
        return false;
    };
    let device = statement.content().device;
    is_proof(set, &invitation.invite, joined, person, device)
}

fn is_proof(
    set: &CircleSet,
    invite: &Invite,
    joined: &Joined,
    person: PersonId,
    device: crate::id::DeviceId,
) -> bool {
    let message = join_proof_message(set.circle(), joined.invitation, person, device);
    VerifyingKey::from_bytes(&invite.key).is_ok_and(|key| {
        key.verify_strict(&message, &Signature::from_bytes(&joined.proof))
            .is_ok()
    })
}

/// Decides between member and waiting.
fn settle(roster: &mut Roster, admission: Admission, person: PersonId, newcomer: &NewcomerCase) {
    if roster.members.contains_key(&person) {
        return;
    }
    let Some(invitation) = roster.invitations.get(&newcomer.invitation) else {
        return;
    };
    let is_steward = |host: &PersonId| {
        roster
            .members
            .get(host)
            .is_some_and(|member| member.steward)
    };
    let by_steward = newcomer.admitted_by.iter().any(is_steward);
    let by_inviter = newcomer.admitted_by.contains(&invitation.inviter);
    let needs_steward = invitation.invite.steward || admission == Admission::Steward;
    let too_many = invitation.used_by.len() > usize::from(invitation.invite.uses);
    if (needs_steward && !by_steward) || (too_many && !by_steward && !by_inviter) {
        roster.waiting.insert(person);
        return;
    }
    let distance = roster
        .members
        .get(&invitation.inviter)
        .map_or(1, |inviter| inviter.distance.saturating_add(1));
    let member = Member {
        invited_by: Some(invitation.inviter),
        distance,
        steward: false,
        left: false,
    };
    roster.waiting.remove(&person);
    roster.members.insert(person, member);
}
