//! How dates move to another day.

use crate::{
    Sample,
    dated_text::DatedText,
    dates::{Day, Month},
    error::SampleError,
    jobs::Job,
    people::Member,
    requests::Request,
    vocabulary::Circle,
};

/// From the day of a sample to another day.
pub(crate) struct Shift {
    /// The month of the sample's day.
    this_month: Month,
    days: i32,
    /// For months that have come.
    months: i32,
    /// For months ahead.
    months_ahead: i32,
}

impl Shift {
    pub(crate) fn new(sample: &Sample, today: Day) -> Self {
        let days = sample.today().days_until(today);
        let this_month = sample.today().month();
        let months_ahead = this_month.months_until(today.month());
        // A month has 28 to 31 days, so days and months do not move quite together. The months stay behind,
        // so that nobody has vouched for a job before it was over.
        let months = sample
            .vouches()
            .iter()
            .filter_map(|vouch| {
                let end = sample.job(&vouch.job)?.end;
                let signed = vouch.signed.plus_days(days)?.month();
                Some(end.months_until(signed) - 1)
            })
            .fold(months_ahead, i32::min);
        Self {
            this_month,
            days,
            months,
            months_ahead,
        }
    }

    pub(crate) fn day(&self, day: Day) -> Result<Day, SampleError> {
        day.plus_days(self.days).ok_or(SampleError::OutOfCalendar)
    }

    fn month(&self, month: Month) -> Result<Month, SampleError> {
        let months = if month > self.this_month {
            self.months_ahead
        } else {
            self.months
        };
        month.plus_months(months).ok_or(SampleError::OutOfCalendar)
    }

    fn text(&self, text: &DatedText) -> Result<DatedText, SampleError> {
        text.moved(|day| self.day(day), |month| self.month(month))
    }

    pub(crate) fn circle(&self, circle: &mut Circle) -> Result<(), SampleError> {
        circle.founded = self.month(circle.founded)?;
        Ok(())
    }

    pub(crate) fn member(&self, member: &mut Member) -> Result<(), SampleError> {
        member.joined = self.month(member.joined)?;
        member.graduated = member.graduated.map(|day| self.day(day)).transpose()?;
        member.main_work = self.text(&member.main_work)?;
        for licence in &mut member.licences {
            for sighting in &mut licence.seen_by {
                sighting.on = self.day(sighting.on)?;
            }
        }
        let availability = &mut member.availability;
        availability.text = self.text(&availability.text)?;
        availability.stated = self.day(availability.stated)?;
        availability.until = availability
            .until
            .map(|month| self.month(month))
            .transpose()?;
        Ok(())
    }

    pub(crate) fn job(&self, job: &mut Job) -> Result<(), SampleError> {
        job.start = self.month(job.start)?;
        job.end = self.month(job.end)?;
        Ok(())
    }

    pub(crate) fn request(&self, request: &mut Request) -> Result<(), SampleError> {
        request.asked = self.day(request.asked)?;
        request.text = self.text(&request.text)?;
        request.month = request.month.map(|month| self.month(month)).transpose()?;
        Ok(())
    }
}
