//! How measuring can fail.

/// What went wrong, in whatever words the part that failed has.
pub(crate) type BenchFault = Box<dyn std::error::Error + Send + Sync>;

/// What a step of measuring gives.
pub(crate) type BenchOutcome<T = ()> = Result<T, BenchFault>;
