//! What the data calls people, jobs, vouches and requests. The ids never change.

use serde::Deserialize;
use std::fmt;

macro_rules! ids {
    ($($(#[$about:meta])* $name:ident)*) => { $(
        $(#[$about])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// As it is written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )* };
}

ids! {
    /// A person: `m01` to `m12`.
    MemberId
    /// A job: `J01` to `J21`.
    JobId
    /// A vouch: `V01` to `V25`.
    VouchId
    /// A request: `R1` to `R6`.
    RequestId
}
