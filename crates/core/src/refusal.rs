//! Why a member's wish was refused: a code that a screen knows, and what is said to the member.
//!
//! An error is declared once, with everything that is ever said of it:
//!
//! ```
//! otagai_core::refusals! {
//!     /// Why a vase was not painted.
//!     #[derive(Debug, thiserror::Error)]
//!     pub enum VaseRefusal {
//!         /// There is paint on it.
//!         #[error("the vase is painted already")]
//!         Painted = "vasePainted",
//!             ja "この花びんは、もう塗ってあります。ほかの花びんを選んでください。",
//!             en "This vase is painted already. Please choose another one.";
//!         /// More paint than there is.
//!         #[error("{0} ml of paint were asked for")]
//!         TooMuchPaint(u32) = "badInput";
//!         /// What is to stand on it.
//!         #[error(transparent)]
//!         Text(#[from] otagai_core::text::TextError) of 0;
//!     }
//! }
//! use otagai_core::{refusal::Refusal, text::TextError};
//! assert_eq!(VaseRefusal::Painted.code(), "vasePainted");
//! assert_eq!(VaseRefusal::from(TextError::Empty).code(), "empty");
//! ```
//!
//! What stands in `#[error(…)]` is the technical cause, in English, for whoever helps. It names places and numbers,
//! and never what somebody wrote. The sentences are for the member: what happened, and what to do next.

mod shared;
#[cfg(test)]
mod tests;

pub use shared::WORDINGS as SHARED;

use crate::{
    card::ContactFault,
    find::FindRefusal,
    invite_link::LinkError,
    job::JobFault,
    phrase::PhraseError,
    text::TextError,
    vouch::{VouchFault, portable::PortableError},
};

/// A code, and what is said to the member under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wording {
    /// What the screen knows it by, in camelCase.
    pub code: &'static str,
    /// What happened and what to do next, in Japanese.
    pub ja: &'static str,
    /// The same in English.
    pub en: &'static str,
}

/// What is said by errors of this crate.
pub fn wordings() -> impl Iterator<Item = &'static Wording> {
    let tables = [
        SHARED,
        TextError::WORDINGS,
        PhraseError::WORDINGS,
        LinkError::WORDINGS,
        ContactFault::WORDINGS,
        FindRefusal::WORDINGS,
        JobFault::WORDINGS,
        VouchFault::WORDINGS,
        PortableError::WORDINGS,
    ];
    tables.into_iter().flatten().chain(crate::deed::wordings())
}

/// An error that says something to the member.
pub trait Refusal {
    /// What is said of it.
    fn wording(&self) -> &'static Wording;

    /// What the screen knows it by.
    fn code(&self) -> &'static str {
        self.wording().code
    }
}

impl<R: Refusal + ?Sized> Refusal for Box<R> {
    fn wording(&self) -> &'static Wording {
        R::wording(self)
    }
}

impl<R: Refusal + ?Sized> Refusal for std::sync::Arc<R> {
    fn wording(&self) -> &'static Wording {
        R::wording(self)
    }
}

/// Of several faults the first is said.
impl<R: Refusal> Refusal for Vec<R> {
    fn wording(&self) -> &'static Wording {
        const NONE: &Wording = named(&[], "badInput");
        self.first().map_or(NONE, R::wording)
    }
}

/// Declares an error enum with what is said of each variant; the head of [`crate::refusal`] shows it.
///
/// The attributes are those of `thiserror::Error`, which is derived like any other. A variant ends with one of these:
///
/// * `= "code", ja "…", en "…";` a code of its own;
/// * `= "code";` one that another variant of this enum has declared, or one of [`crate::refusal::SHARED`];
/// * `of FIELD;` whatever its field says, by number or name;
/// * `by FUNCTION;` what the function gives for the first field, for errors of other libraries.
///
/// Before it, `where (PATTERN) = "code", … else` takes one case of the variant's fields apart. A code that nobody has
/// declared does not compile. The new type has its own codes as `WORDINGS`, which belong into the list of its crate.
#[macro_export]
macro_rules! refusals {
    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident {
            $(
                $(#[$about:meta])*
                $variant:ident $(($($unnamed:tt)*))? $({$($named:tt)*})?
                    $(where $case:tt = $case_code:literal $(, ja $case_ja:literal, en $case_en:literal)? , else)?
                    $(= $code:literal $(, ja $ja:literal, en $en:literal)?)?
                    $(of $field:tt)?
                    $(by $function:path)? ;
            )*
        }
    ) => {
        $(#[$meta])*
        $vis enum $name {
            $($(#[$about])* $variant $(($($unnamed)*))? $({$($named)*})?,)*
        }

        impl $name {
            /// The codes that are declared here, with what is said.
            $vis const WORDINGS: &'static [$crate::refusal::Wording] = &[
                $(
                    $($($crate::refusal::Wording { code: $case_code, ja: $case_ja, en: $case_en },)?)?
                    $($($crate::refusal::Wording { code: $code, ja: $ja, en: $en },)?)?
                )*
            ];
        }

        impl $crate::refusal::Refusal for $name {
            fn wording(&self) -> &'static $crate::refusal::Wording {
                match self {
                    $(
                        $(Self::$variant $case => {
                            const { $crate::refusal::named(Self::WORDINGS, $case_code) }
                        })?
                        $(Self::$variant { .. } => {
                            const { $crate::refusal::named(Self::WORDINGS, $code) }
                        })?
                        $(Self::$variant { $field: inner, .. } => {
                            $crate::refusal::Refusal::wording(inner)
                        })?
                        $(Self::$variant { 0: inner, .. } => $function(inner),)?
                    )*
                }
            }
        }
    };
}

/// What is said under a code that `own` or [`SHARED`] has declared. For the compiler: see [`refusals!`].
#[doc(hidden)]
#[expect(
    clippy::panic,
    reason = "evaluated by the compiler only: a code that nobody declared does not build"
)]
pub const fn named(own: &'static [Wording], code: &str) -> &'static Wording {
    match search(own, code) {
        Some(found) => found,
        None => match search(SHARED, code) {
            Some(found) => found,
            None => panic!("no sentences are declared for this code"),
        },
    }
}

const fn search(mut table: &'static [Wording], code: &str) -> Option<&'static Wording> {
    while let [first, rest @ ..] = table {
        if is_same(first.code.as_bytes(), code.as_bytes()) {
            return Some(first);
        }
        table = rest;
    }
    None
}

const fn is_same(mut one: &[u8], mut other: &[u8]) -> bool {
    while let ([a, more_of_one @ ..], [b, more_of_other @ ..]) = (one, other) {
        if *a != *b {
            return false;
        }
        one = more_of_one;
        other = more_of_other;
    }
    one.is_empty() && other.is_empty()
}
