//! How measuring can fail.

/// What went wrong, in whatever words the part that failed has.
pub(crate) type Fault = Box<dyn std::error::Error + Send + Sync>;

/// What a step of measuring gives.
pub(crate) type Outcome<T = ()> = Result<T, Fault>;
