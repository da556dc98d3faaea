//! The languages that members read.

use crate::word_enum::word_enum;

word_enum! {
    /// A language that members read; its word is its BCP 47 tag.
    #[derive(Default)]
    pub enum Language {
        /// 日本語.
        #[default]
        Japanese = "ja",
        /// English.
        English = "en",
    }
}
