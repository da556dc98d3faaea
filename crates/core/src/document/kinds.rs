//! Every kind of document, one line each.
//!
//! A line gives the name in the code and the word in a header. A kind that only some may read is a *paper*; its line says
//! besides under which name its rows stand in a [`Standing`](crate::vouch::standing::Standing), which type it is (that type's
//! [`PaperKind`](crate::paper::PaperKind) reads, writes and weighs it), and the rows of which kinds it is weighed beside.
//! These must stand above it: papers are weighed in the order of the lines.
//!
//! The table names types and uses none: whoever reads it here depends on no kind.

/// Hands the table to a macro.
macro_rules! kinds {
    ($declare:ident) => {
        $declare! {
            open {
                /// Describes a person.
                Card = "card";
                /// The rules of the circle.
                Charter = "charter";
                /// The circle's words for skills and licences.
                Vocabulary = "vocabulary";
                /// A request.
                Ask = "ask";
                /// Encrypted for some; its true kind is inside.
                Sealed = "sealed";
            }
            papers {
                /// Work done together.
                Job = "job" => jobs: crate::job::Job, beside ();
                /// One participant about another's skill.
                Vouch = "vouch" => vouches: crate::vouch::Vouch, beside (jobs);
                /// The quiet answer to a job or a vouch.
                Quiet = "quiet" => answers: crate::quiet::QuietAnswer, beside (jobs, vouches);
                /// A kind for tests: nothing outside its own file knows of it.
                #[cfg(test)]
                Trial = "trial" => trials: crate::paper::trial::Trial, beside (jobs);
            }
        }
    };
}
pub(crate) use kinds;
