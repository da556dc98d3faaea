//! The pieces of a typed line, before it is worked out what belongs together.

use super::atom::Atom;

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// What it is.
    pub(super) kind: TokenKind,
    /// Its first character.
    pub(super) from: usize,
    /// The character behind its last.
    pub(super) to: usize,
}

/// What a piece of a line is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// Spaces and marks.
    Gap,
    /// Stands between two things.
    Join(Join),
    /// What stands before it is not wanted: 以外.
    Not,
    /// What follows is not wanted: "not".
    NotNext,
    /// All of what stands before it, or of several: 両方.
    All,
    /// Asks for nothing.
    Filler,
    /// Asks for something that no card says: 2時間.
    Unheeded,
    /// When.
    When(Atom),
    /// Where.
    Area(String),
    /// A licence.
    Licence(String),
    /// A hobby.
    Hobby(String),
    /// Anything.
    Word(String),
    /// A condition that is a yes or no.
    Says(Says),
}

/// How two things belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Join {
    /// Either.
    Or,
    /// Both.
    And,
    /// の and its like: what belongs to each other.
    Of,
}

/// A condition that is a yes or no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Says {
    /// Works online.
    Remote,
    /// Works in person.
    InPerson,
    /// Can be asked in a hurry.
    Urgent,
    /// Takes small work.
    Record,
    /// Looks for people to work with.
    Hiring,
}
