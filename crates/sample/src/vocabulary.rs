//! The circle itself, its words for skills and its list of licences.

use crate::{dates::Month, ids::MemberId};
use serde::Deserialize;

/// What the circle is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Circle {
    /// Its name, which says that it is a sample.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// When it began.
    pub founded: Month,
    /// Its sub-groups.
    pub subgroups: Vec<Subgroup>,
}

/// A sub-group.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subgroup {
    /// Its name.
    pub name: String,
    /// Who is in it.
    pub members: Vec<MemberId>,
}

/// Skills that belong together.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SkillGroup {
    /// What they have in common.
    pub group: String,
    /// The skills.
    pub terms: Vec<Term>,
}

/// A word for a skill.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// The word that members choose.
    pub name: String,
    /// In hiragana.
    pub reading: String,
    /// Other words by which it is found.
    pub synonyms: Vec<Synonym>,
}

/// Another word for the same.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Synonym {
    /// The word.
    pub word: String,
    /// In hiragana.
    pub reading: String,
}

/// A licence that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Licence {
    /// Its name.
    pub name: String,
    /// In hiragana.
    pub reading: String,
    /// Who gives it.
    pub kind: LicenceKind,
    /// Other words by which it is found.
    pub synonyms: Vec<Synonym>,
}

/// Who gives a licence. Coaching has private ones only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum LicenceKind {
    /// 国家資格
    #[serde(rename = "国家資格")]
    National,
    /// 民間資格
    #[serde(rename = "民間資格")]
    Private,
}

impl Licence {
    /// Whether this is its name, or a synonym of it.
    pub fn is_called(&self, name: &str) -> bool {
        self.name == name || self.synonyms.iter().any(|synonym| synonym.word == name)
    }
}
