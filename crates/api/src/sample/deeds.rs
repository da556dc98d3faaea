//! Everything of the diary is done, by the code that real people use.

use super::{
    SampleFault,
    diary::{self, DiaryDeed},
    people::People,
    words,
};
use otagai_core::{
    Millis,
    card::{CardEdit, TextField},
    id::{CircleId, DocumentId, PersonId},
    job::{JobDraft, Participant},
    vouch::Relation,
};
use otagai_node::{
    NodeError,
    home::Home,
    work::{Answered, NewJob, NewVouch, VouchedJob},
};
use otagai_sample::{Job, JobId, Member, MemberId, Sample, Vouch, VouchId};
use std::collections::BTreeMap;

/// Days that an invitation of the sample is good for.
const INVITATION_DAYS: u16 = 7;
/// What the people of the sample write in.
const LANGUAGE: &str = "ja";

/// The sample circle while it comes to be.
pub(super) struct Deeds<'a> {
    pub(super) sample: &'a Sample,
    pub(super) people: People,
    pub(super) jobs: BTreeMap<JobId, DocumentId>,
    pub(super) vouches: BTreeMap<VouchId, DocumentId>,
}

impl Deeds<'_> {
    /// Does everything.
    pub(super) fn all(&mut self) -> Result<(), SampleFault> {
        let mut step: Millis = 0;
        for entry in diary::of(self.sample)? {
            self.people.let_it_be(entry.day, step)?;
            self.one(entry.deed)?;
            step = step.saturating_add(1);
        }
        self.people.let_it_be_now()
    }

    fn one(&mut self, deed: DiaryDeed<'_>) -> Result<(), SampleFault> {
        match deed {
            DiaryDeed::Found(member) => self.found(member),
            DiaryDeed::Join(guest, inviter) => self.join(guest, inviter),
            DiaryDeed::Card(member) => self.card(member),
            DiaryDeed::Free(member) => self.free(member),
            DiaryDeed::Presence(member) => self.people.act(&member.id, |home, circle| {
                home.edit_card(circle, &CardEdit::Presence(words::presence(member)))
            }),
            DiaryDeed::Seen(member, licence, witness) => {
                let person = self.person(&member.id)?;
                self.people.act(witness, |home, circle| {
                    home.see_licence(circle, person, &licence.name, true)
                })
            }
            DiaryDeed::Record(job) => self.record(job),
            DiaryDeed::Confirm(job, by) => self.confirm(job, by),
            DiaryDeed::Vouch(vouch) => self.vouch(vouch),
            DiaryDeed::Accept(vouch) => {
                self.on_vouch(vouch, &vouch.subject, |home, circle, document| {
                    home.answer_vouch(circle, document, Answered::Accept, "")
                })
            }
            DiaryDeed::Hide(vouch) => {
                self.on_vouch(vouch, &vouch.subject, |home, circle, document| {
                    home.show_vouch(circle, document, false)
                })
            }
            DiaryDeed::Withdraw(vouch) => self.on_vouch(vouch, &vouch.issuer, Home::take_back),
        }
    }

    fn found(&mut self, member: &Member) -> Result<(), SampleFault> {
        let home = self.people.home(&member.id)?;
        let about = self.sample.circle();
        let circle = home.create_circle(&about.name, &about.purpose)?;
        let banner = CardEdit::Text(TextField::Banner, member.banner.clone());
        home.edit_card(circle, &banner)?;
        self.people.founded(&member.id, circle);
        Ok(())
    }

    fn join(&mut self, guest: &Member, inviter: &MemberId) -> Result<(), SampleFault> {
        let invitation = self.people.act(inviter, |home, circle| {
            home.invite(circle, &guest.name, 1, INVITATION_DAYS, Vec::new())
        })?;
        self.people.let_in(&guest.id, |guests, host| {
            guests.join_beside(host, &invitation.link, &guest.banner)
        })
    }

    fn card(&mut self, member: &Member) -> Result<(), SampleFault> {
        let mut edits: Vec<CardEdit> = words::strengths(member)
            .into_iter()
            .map(CardEdit::Strength)
            .collect();
        edits.extend(words::about(member, self.sample));
        self.people.act(&member.id, |home, circle| {
            edits
                .iter()
                .try_for_each(|edit| home.edit_card(circle, edit))?;
            words::contact_ways(member)?
                .into_iter()
                .try_for_each(|way| home.put_contact_way(circle, way, Some(false)))
        })
    }

    fn free(&mut self, member: &Member) -> Result<(), SampleFault> {
        self.people.act(&member.id, |home, circle| {
            let stated = words::free(member, home.clock().today());
            home.edit_card(circle, &CardEdit::Availability(stated))
        })
    }

    fn record(&mut self, job: &Job) -> Result<(), SampleFault> {
        let author = job.author().ok_or(SampleFault::Nobody)?;
        let draft = JobDraft {
            title: job.title.clone(),
            kind: words::kind(job.kind),
            from: words::month(job.start)?,
            to: words::month(job.end)?,
            size: None,
            participants: job
                .participants
                .iter()
                .map(|one| {
                    Ok(Participant {
                        person: self.person(&one.member)?,
                        role: one.role.clone(),
                    })
                })
                .collect::<Result<_, SampleFault>>()?,
            skills: job.skills.clone(),
            outside: u32::from(job.outside),
            request: None,
        };
        let new = NewJob {
            draft,
            replaces: None,
        };
        let recorded = self
            .people
            .act(author, |home, circle| home.record_job(circle, &new))?;
        self.jobs.insert(job.id.clone(), recorded);
        Ok(())
    }

    fn confirm(&mut self, job: &Job, by: &MemberId) -> Result<(), SampleFault> {
        let document = self.job(&job.id)?;
        self.people.act(by, |home, circle| {
            let version = newest(home, circle, document)?;
            home.answer_job(circle, document, version, Answered::Accept, "")
        })
    }

    fn vouch(&mut self, vouch: &Vouch) -> Result<(), SampleFault> {
        let (job, subject) = (self.job(&vouch.job)?, self.person(&vouch.subject)?);
        let author = self
            .sample
            .member(&vouch.issuer)
            .ok_or(SampleFault::Nobody)?;
        let written = self.people.act(&author.id, |home, circle| {
            let new = NewVouch {
                job: VouchedJob::Recorded(job, newest(home, circle, job)?),
                subject,
                skills: vouch.skills.clone(),
                role: words::role(vouch.standing),
                basis: words::basis(vouch.basis),
                text: vouch.text.clone(),
                for_whom: String::new(),
                again: words::again(vouch.next),
                relation: Relation::None,
                outside: vouch.outside_use.then(|| author.name.clone()),
                language: LANGUAGE.to_owned(),
            };
            home.write_vouch(circle, &new)
        })?;
        self.vouches.insert(vouch.id.clone(), written);
        Ok(())
    }

    /// One of the two does something about a vouch.
    fn on_vouch(
        &mut self,
        vouch: &Vouch,
        who: &MemberId,
        deed: impl FnOnce(&Home, CircleId, DocumentId) -> Result<(), NodeError>,
    ) -> Result<(), SampleFault> {
        let document = *self.vouches.get(&vouch.id).ok_or(SampleFault::Nobody)?;
        self.people
            .act(who, |home, circle| deed(home, circle, document))
    }

    fn job(&self, job: &JobId) -> Result<DocumentId, SampleFault> {
        self.jobs.get(job).copied().ok_or(SampleFault::Nobody)
    }

    fn person(&self, who: &MemberId) -> Result<PersonId, SampleFault> {
        Ok(self.people.home(who)?.person())
    }
}

/// The newest version of a job, as somebody reads it.
fn newest(
    home: &Home,
    circle: CircleId,
    job: DocumentId,
) -> Result<otagai_core::id::ItemId, NodeError> {
    let work = home.work(circle)?;
    let found = work.jobs.get(&job).and_then(|job| job.current());
    Ok(found.ok_or(NodeError::UnknownWork)?.chunk)
}
