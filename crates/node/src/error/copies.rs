//! Why no copy was made, and why the data did not go back to one.

use otagai_store::CopyError;

otagai_core::refusals! {
    /// Why no copy was made, or why the data did not go back to one.
    #[derive(Debug, thiserror::Error)]
    pub enum CopyRefusal {
        /// No copy of this name in the data folder.
        #[error("no such copy")]
        Unknown = "copyUnknown";
        /// A copy was not made or not read.
        #[error(transparent)]
        Copy(#[from] CopyError) of 0;
        /// The disk has little room, so no copy was made.
        #[error("the disk has too little room for a copy")]
        NoRoom = "copyNoRoom",
            ja "パソコンの空きが少ないため、写しをつくりませんでした。データとこれまでの写しはそのままです。いらないファイルを減らしてから、もう一度お試しください。",
            en "No copy was made because the disk is nearly full. Your data and earlier copies are untouched. Free some space and try again.";
        /// The copy was made on another computer: the recovery words open it.
        #[error("only the recovery words open this copy here")]
        NeedsWords = "copyNeedsWords",
            ja "この写しは、別のパソコンでつくられています。開くには、紙の「引き継ぎの控え」にある24のことばを入れてください。",
            en "This copy was made on another computer. To open it, enter the 24 words of the printed hand-over copy.";
        /// The copy has no keys inside: it opens on the computer that made it, and nowhere else.
        #[error("this copy opens on the computer that made it only")]
        Elsewhere = "copyElsewhere",
            ja "この写しは、つくったパソコンでしか開けません。そのパソコンで新しい写しを保存してから、もう一度お試しください。",
            en "This copy opens only on the computer that made it. Save a new copy there and try again.";
        /// The words are no recovery words, or not those of the copy.
        #[error("the words do not open this copy")]
        WordsWrong = "wordsWrong",
            ja "この24のことばは、ここにあるものとは別の控えのものです。ほかの紙の控えがないか、確かめてください。",
            en "These 24 words belong to something else. See whether there is another sheet.";
        /// The folder is the sample's, or the copy is one of it.
        #[error("the sample is not copied")]
        OfSample = "sampleNotCopied",
            ja "見本の会の写しはとれません。見本は、いつでも新しく開き直してください。",
            en "The sample circle is not copied. It can be made again at any time.";
        /// Something is under way that holds the data.
        #[error("something is under way that holds the data")]
        Busy = "busy",
            ja "ほかの作業が続いているため、まだ始められません。データはそのままです。少し待ってから、もう一度お試しください。",
            en "Something else is still under way. Your data is untouched; wait a moment and try again.";
    }
}
