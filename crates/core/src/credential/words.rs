//! What a voucher chooses from, and how a credential says it. Each choice has one word (for storage) and one
//! sentence a language (in the signed text): a changed sentence would break every signature made before.

use crate::{language::Language, word_enum::word_enum};

macro_rules! choice {
    (
        $(#[$about:meta])*
        pub enum $name:ident { $($(#[$each:meta])* $variant:ident = $word:literal, $ja:literal, $en:literal;)+ }
    ) => {
        word_enum! {
            $(#[$about])*
            pub enum $name { $($(#[$each])* $variant = $word,)+ }
        }

        impl $name {
            pub(super) const fn sentence(self, language: Language) -> &'static str {
                match language {
                    Language::Japanese => match self { $(Self::$variant => $ja,)+ },
                    Language::English => match self { $(Self::$variant => $en,)+ },
                }
            }
        }
    };
}

choice! {
    /// わたしの立場: where the voucher stood in the job.
    pub enum Role {
        /// お願いした.
        Asked = "asked", "わたしはお願いした立場です。", "I asked for the work.";
        /// 一緒に担当した.
        Shared = "shared", "わたしは一緒に担当した立場です。", "We did the work together.";
        /// 教わった.
        Learned = "learned", "わたしは教わった立場です。", "I was the one who learned.";
        /// 教えた.
        Taught = "taught", "わたしは教えた立場です。", "I was the one who taught.";
        /// 引き継いだ.
        TookOver = "tookOver", "わたしは引き継いだ立場です。", "I took the work over.";
        /// 紹介した.
        Introduced = "introduced", "わたしは紹介した立場です。", "I made the introduction.";
        /// 参加した.
        TookPart = "tookPart", "わたしは参加した立場です。", "I took part.";
    }
}

choice! {
    /// どうして分かるか: first hand only; there is no "heard".
    pub enum Basis {
        /// 一緒に作業して見た.
        WorkedAlongside = "workedAlongside", "一緒に作業して見たことを書いています。", "I saw it while working together.";
        /// 成果物を見た.
        SawResult = "sawResult", "成果物を見て書いています。", "I saw the result.";
    }
}

choice! {
    /// 次も: there is no negative value, not vouching is the neutral state.
    pub enum Again {
        /// ぜひまた一緒に.
        Gladly = "gladly", "ぜひまた一緒に仕事をしたいです。", "I would gladly work together again.";
        /// この内容ならまたお願いしたい.
        SameWork = "sameWork", "この内容ならまたお願いしたいです。", "I would ask again for work of this kind.";
    }
}

choice! {
    /// 関係の開示: what a reader should know about the two.
    pub enum Relation {
        /// なし.
        None = "none", "", "";
        /// 親族.
        Family = "family", "ふたりは親族です。", "We are relatives.";
        /// 雇用・取引関係.
        Business = "business", "ふたりには雇用または取引の関係があります。", "We have an employment or business relation.";
        /// 同じ会社.
        SameCompany = "sameCompany", "ふたりは同じ会社にいます。", "We are with the same company.";
    }
}
