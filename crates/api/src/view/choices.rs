//! What a member chooses from when recording a job or vouching.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A choice that crosses the edge under the same names as in the rules.
macro_rules! mirror {
    ($(#[$doc:meta])* $name:ident = $rules:path { $($(#[$each:meta])* $variant:ident,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
        #[serde(rename_all = "camelCase")]
        pub enum $name {
            $($(#[$each])* $variant,)+
        }

        impl From<$rules> for $name {
            fn from(one: $rules) -> Self {
                use $rules as Rules;
                match one { $(Rules::$variant => Self::$variant,)+ }
            }
        }

        impl From<$name> for $rules {
            fn from(one: $name) -> Self {
                use $rules as Rules;
                match one { $($name::$variant => Rules::$variant,)+ }
            }
        }
    };
}

mirror! {
    /// What kind of work it was.
    JobKind = otagai_core::job::JobKind {
        /// 有償の仕事.
        Paid,
        /// 仕事の引き継ぎ.
        Handover,
        /// 紹介.
        Introduction,
        /// 相談.
        Advice,
        /// 勉強会.
        Study,
        /// 会の運営.
        Running,
        /// ボランティア.
        Volunteer,
        /// お試し(実績づくり).
        Trial,
    }
}

mirror! {
    /// How much work it was.
    JobSize = otagai_core::job::JobSize {
        /// 1時間.
        Hour,
        /// 半日.
        HalfDay,
        /// 数日.
        Days,
        /// 1か月.
        Month,
        /// それ以上.
        Longer,
    }
}

mirror! {
    /// わたしの立場.
    Role = otagai_core::vouch::Role {
        /// お願いした.
        Asked,
        /// 一緒に担当した.
        Shared,
        /// 教わった.
        Learned,
        /// 教えた.
        Taught,
        /// 引き継いだ.
        TookOver,
        /// 紹介した.
        Introduced,
        /// 参加した.
        TookPart,
    }
}

mirror! {
    /// どうして分かるか: there is no word for hearsay.
    Basis = otagai_core::vouch::Basis {
        /// 一緒に作業して見た.
        WorkedAlongside,
        /// 成果物を見た.
        SawResult,
    }
}

mirror! {
    /// 次も.
    Again = otagai_core::vouch::Again {
        /// ぜひまた一緒に.
        Gladly,
        /// この内容ならまたお願いしたい.
        SameWork,
    }
}

mirror! {
    /// 関係の開示.
    Relation = otagai_core::vouch::Relation {
        /// なし.
        None,
        /// 親族.
        Family,
        /// 雇用・取引関係.
        Business,
        /// 同じ会社.
        SameCompany,
    }
}
