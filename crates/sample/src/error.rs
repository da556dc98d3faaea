//! What can be wrong with the sample.

/// Why the sample was refused.
#[derive(Debug, thiserror::Error)]
pub enum SampleError {
    /// The text does not have the form of the data.
    #[error("the sample cannot be read")]
    Form(#[from] serde_json::Error),
    /// There are more or fewer than there should be.
    #[error("{found} {what} instead of {expected}")]
    Count {
        /// Of what.
        what: &'static str,
        /// How many there should be.
        expected: usize,
        /// How many there are.
        found: usize,
    },
    /// Two of one kind have the same name.
    #[error("{0} is there twice")]
    Twice(String),
    /// A reference leads nowhere.
    #[error("{place} names {name}, which is not there")]
    Unknown {
        /// Where the reference is.
        place: String,
        /// What it names.
        name: String,
    },
    /// A rule of the circle is broken.
    #[error("{place}: {rule}")]
    Broken {
        /// Where.
        place: String,
        /// Which rule.
        rule: Rule,
    },
    /// A date would fall outside the calendar.
    #[error("a date of the sample would lie outside the calendar")]
    OutOfCalendar,
}

/// The rules of the circle that the sample keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Rule {
    /// Readings are in hiragana.
    #[error("a reading is not in hiragana")]
    Reading,
    /// A skill has one level on a card.
    #[error("a skill has two levels")]
    TwoLevels,
    /// Nobody confirms their own licence.
    #[error("a licence was seen by its holder")]
    OwnLicence,
    /// An inviter came before the guest, and the chain begins with a founder.
    #[error("the chain of invitations does not begin with a founder")]
    Invitation,
    /// What has happened is not in the future.
    #[error("a date lies in the future")]
    Future,
    /// A job ends after it began.
    #[error("the last month is before the first")]
    Months,
    /// Titles have up to 60 characters.
    #[error("the title is empty or too long")]
    Title,
    /// 2 to 20 different people took part.
    #[error("not 2 to 20 different people took part")]
    Participants,
    /// The right number of different skills.
    #[error("there are too few, too many or repeated skills")]
    Skills,
    /// Texts of vouches have 30 to 400 characters.
    #[error("the text is too short or too long")]
    Text,
    /// Nobody vouches for themself.
    #[error("somebody vouches for themself")]
    OwnVouch,
    /// Both took part in the job.
    #[error("issuer or subject did not take part in the job")]
    NotInJob,
    /// The skills of a vouch are skills of its job.
    #[error("a skill was not used in the job")]
    NotOfJob,
    /// The job of a vouch is confirmed.
    #[error("the job is not confirmed")]
    NotConfirmed,
    /// A vouch is signed after the last month of its job.
    #[error("it was signed before the job was over")]
    TooEarly,
    /// One vouch a pair, direction and job.
    #[error("the same person vouched for the same job before")]
    SecondVouch,
    /// What is past its time is expired, and nothing else is.
    #[error("its state does not fit its date")]
    Expiry,
    /// Who rests, and nobody else, says until when, and the month is not over.
    #[error("a rest has no end, or is over")]
    Rest,
    /// Nobody real can be reached by what stands on a card.
    #[error("a contact might be somebody's")]
    Invented,
    /// Whom a request fits has the licence, the time and works there.
    #[error("a request names somebody whom it does not fit")]
    Fit,
}
