//! Who did what on which day, in order: the story behind the sample's data.
//!
//! The data says what came to be; this says how, where the data leaves it open:
//!
//! - Whoever joined in a month did so on its first day, and said on the same day what they take on.
//! - A job is written down by its author on the last day of its last month, or today if that is earlier, and
//!   the others say the day after that it was so.
//! - A vouch is accepted the day after it was signed; hiding one and taking one back are a day later still.

use super::SampleFault;
use otagai_sample::{
    Day, HeldLicence, Invited, Job, JobState, Member, MemberId, Month, Sample, Vouch, VouchState,
};

/// Something that somebody did.
#[derive(Debug, Clone, Copy)]
pub(super) enum DiaryDeed<'a> {
    /// Founds the circle.
    Found(&'a Member),
    /// Joins, invited by somebody.
    Join(&'a Member, &'a MemberId),
    /// Writes all of their card that does not change from week to week.
    Card(&'a Member),
    /// Says when they are free.
    Free(&'a Member),
    /// Says how they take part: as ever, resting, as an alumnus.
    Presence(&'a Member),
    /// Somebody saw the original of a licence.
    Seen(&'a Member, &'a HeldLicence, &'a MemberId),
    /// Its author writes a job down.
    Record(&'a Job),
    /// Somebody says that a job was so.
    Confirm(&'a Job, &'a MemberId),
    /// Its author signs a vouch.
    Vouch(&'a Vouch),
    /// Its subject accepts a vouch.
    Accept(&'a Vouch),
    /// Its subject hides a vouch.
    Hide(&'a Vouch),
    /// Its author takes a vouch back.
    Withdraw(&'a Vouch),
}

/// One entry.
#[derive(Debug, Clone, Copy)]
pub(super) struct DiaryEntry<'a> {
    /// The day.
    pub(super) day: Day,
    /// What was done.
    pub(super) deed: DiaryDeed<'a>,
}

/// Everything that was done, in order.
pub(super) fn of(sample: &Sample) -> Result<Vec<DiaryEntry<'_>>, SampleFault> {
    let mut diary = Diary {
        today: sample.today(),
        entries: Vec::new(),
    };
    let founder = founder(sample).ok_or(SampleFault::NoFounder)?;
    for member in sample.members() {
        diary.member(member, founder)?;
    }
    for job in sample.jobs() {
        diary.job(job)?;
    }
    for vouch in sample.vouches() {
        diary.vouch(vouch)?;
    }
    // Stable: within a day, people come before their jobs, and these before vouches.
    diary.entries.sort_by_key(|entry| entry.day);
    Ok(diary.entries)
}

/// Who founds the circle. The data says 発起人 of two people; a circle is founded by one, as by everybody who
/// founds one with this program, so the other is the founder's first guest. That also keeps 世話役 off the card
/// of somebody who has left that office.
pub(super) fn founder(sample: &Sample) -> Option<&Member> {
    let mut members = sample.members().iter();
    members.find(|member| member.invited == Invited::Founder)
}

struct Diary<'a> {
    today: Day,
    entries: Vec<DiaryEntry<'a>>,
}

impl<'a> Diary<'a> {
    /// Adds something; nothing happens after today.
    fn add(&mut self, day: Day, deed: DiaryDeed<'a>) {
        let day = day.min(self.today);
        self.entries.push(DiaryEntry { day, deed });
    }

    fn member(&mut self, member: &'a Member, founder: &'a Member) -> Result<(), SampleFault> {
        let came = first_of(member.joined)?;
        let deed = match &member.invited {
            Invited::Founder if member.id == founder.id => DiaryDeed::Found(member),
            Invited::Founder => DiaryDeed::Join(member, &founder.id),
            Invited::By(inviter) => DiaryDeed::Join(member, inviter),
        };
        self.add(came, deed);
        self.add(came, DiaryDeed::Card(member));
        let stated = member.availability.stated;
        self.add(stated, DiaryDeed::Free(member));
        self.add(
            member.graduated.unwrap_or(stated),
            DiaryDeed::Presence(member),
        );
        for licence in &member.licences {
            for sighting in &licence.seen_by {
                self.add(
                    sighting.on,
                    DiaryDeed::Seen(member, licence, &sighting.member),
                );
            }
        }
        Ok(())
    }

    fn job(&mut self, job: &'a Job) -> Result<(), SampleFault> {
        let next = job.end.plus_months(1).ok_or(SampleFault::Calendar)?;
        let done = later(first_of(next)?, -1)?;
        self.add(done, DiaryDeed::Record(job));
        if job.state == JobState::Confirmed {
            for other in job.participants.iter().skip(1) {
                self.add(later(done, 1)?, DiaryDeed::Confirm(job, &other.member));
            }
        }
        Ok(())
    }

    fn vouch(&mut self, vouch: &'a Vouch) -> Result<(), SampleFault> {
        let (signed, accepted) = (vouch.signed, later(vouch.signed, 1)?);
        self.add(signed, DiaryDeed::Vouch(vouch));
        if vouch.state != VouchState::Waiting {
            self.add(accepted, DiaryDeed::Accept(vouch));
        }
        let last = match vouch.state {
            VouchState::Hidden => DiaryDeed::Hide(vouch),
            VouchState::Withdrawn => DiaryDeed::Withdraw(vouch),
            VouchState::Active | VouchState::Waiting | VouchState::Expired => return Ok(()),
        };
        self.add(later(accepted, 1)?, last);
        Ok(())
    }
}

fn first_of(month: Month) -> Result<Day, SampleFault> {
    let written = format!("{month}-01");
    written.parse().map_err(|_none| SampleFault::Calendar)
}

fn later(day: Day, days: i32) -> Result<Day, SampleFault> {
    day.plus_days(days).ok_or(SampleFault::Calendar)
}
