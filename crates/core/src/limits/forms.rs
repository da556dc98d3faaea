//! Limits of what a member fills in: how long, how many. The screen has them from here (`ui/src/bindings/limits.ts`).
//!
//! Most, unless it says least. Characters are Unicode scalar values, as [`crate::text`] counts them.

/// A limit as the screen knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormLimit {
    /// Its name, in camelCase.
    pub name: &'static str,
    /// The number.
    pub most: u64,
    /// What it is the limit of.
    pub about: &'static str,
}

macro_rules! form_limits {
    ($(#[doc = $about:literal] $constant:ident: $number:ty = $most:literal, $name:literal;)*) => {
        $(#[doc = $about] pub const $constant: $number = $most;)*

        /// Every one of them.
        pub const ALL: &[FormLimit] = &[
            $(FormLimit { name: $name, most: $most, about: $about },)*
        ];
    };
}

form_limits! {
    /// Characters of a person's name.
    NAME: usize = 60, "name";
    /// Characters of how a name is read.
    READING: usize = 60, "reading";
    /// Characters of what a person is called.
    SHORT: usize = 30, "short";
    /// Characters of the banner of a card.
    BANNER: usize = 80, "banner";
    /// Characters of a trade.
    TRADE: usize = 80, "trade";
    /// Characters of what somebody did before.
    PAST: usize = 200, "past";
    /// Characters of the news on a card.
    NEWS: usize = 80, "news";
    /// Characters of a strength, on a card and in a job.
    SKILL: usize = 40, "skill";
    /// Characters of what a strength does not reach to.
    STRENGTH_LIMIT: usize = 120, "strengthLimit";
    /// Characters of the note beside the free hours.
    FREE_NOTE: usize = 120, "freeNote";
    /// Characters of the name of a licence.
    LICENCE: usize = 40, "licence";
    /// Characters of a hobby.
    HOBBY: usize = 40, "hobby";
    /// Characters of what somebody wants to do.
    WISH: usize = 40, "wish";
    /// Characters of an area.
    AREA: usize = 20, "area";
    /// Areas of a card.
    AREAS: usize = 12, "areas";
    /// Ways to be reached of a card.
    CONTACT_WAYS: usize = 6, "contactWays";
    /// Characters of a telephone number.
    CONTACT_PHONE: usize = 40, "contactPhone";
    /// Characters of a mail address: RFC 5321, 4.5.3.1.3, without the angle brackets.
    CONTACT_MAIL: usize = 254, "contactMail";
    /// Characters of an id or a link of LINE.
    CONTACT_LINE: usize = 200, "contactLine";
    /// Characters of any other way to be reached.
    CONTACT_OTHER: usize = 200, "contactOther";
    /// Characters of the note beside a way to be reached.
    CONTACT_NOTE: usize = 40, "contactNote";
    /// Characters of a circle's name.
    CIRCLE_NAME: usize = 60, "circleName";
    /// Characters of what a circle is for.
    CIRCLE_PURPOSE: usize = 200, "circlePurpose";
    /// Characters of what somebody says who joins.
    HELLO: usize = 80, "hello";
    /// Characters of for whom an invitation is.
    INVITED: usize = 60, "invited";
    /// Days that an invitation is good for.
    INVITE_DAYS: u16 = 60, "inviteDays";
    /// Persons who may join with one invitation.
    INVITE_USES: u16 = 50, "inviteUses";
    /// Characters of the title of a job.
    JOB_TITLE: usize = 60, "jobTitle";
    /// Characters of a role in a job.
    JOB_ROLE: usize = 40, "jobRole";
    /// Skills of a job.
    JOB_SKILLS: usize = 6, "jobSkills";
    /// Persons who took part in a job, its author included.
    JOB_PEOPLE: usize = 20, "jobPeople";
    /// Persons from outside the circle who took part in a job.
    JOB_OUTSIDE: u32 = 999, "jobOutside";
    /// Skills of a vouch.
    VOUCH_SKILLS: usize = 3, "vouchSkills";
    /// Characters at least of what was done and how it was.
    VOUCH_FEWEST: usize = 30, "vouchFewest";
    /// Characters of what was done and how it was.
    VOUCH_TEXT: usize = 400, "vouchText";
    /// Characters of for whom it was done.
    VOUCH_FOR_WHOM: usize = 120, "vouchForWhom";
    /// Characters of a name as it is shown outside the circle.
    OUTSIDE_NAME: usize = 60, "outsideName";
    /// Characters of the note with an answer.
    ANSWER_NOTE: usize = 200, "answerNote";
    /// Characters of a typed line to find somebody by.
    FIND_LINE: usize = 400, "findLine";
    /// Words, licences, areas and hobbies of a search, each.
    FIND_TERMS: usize = 12, "findTerms";
    /// Characters of a word, a licence or a hobby that is looked for.
    FIND_TERM: usize = 40, "findTerm";
    /// Bytes of a picture that is looked at.
    PHOTO_FILE_BYTES: usize = 20_971_520, "photoFileBytes";
    /// Bytes of a letter that is read.
    PROOF_FILE_BYTES: usize = 1_048_576, "proofFileBytes";
    /// Vouches of a letter.
    PROOF_VOUCHES: usize = 20, "proofVouches";
    /// Forms that were begun and are kept.
    DRAFTS: usize = 200, "drafts";
}
