//! What the machine is made ready for.

/// What the machine is made ready for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum SetupPurpose {
    /// Compiling.
    Build,
    /// Looking the source over.
    Check,
    /// Storms and sudden ends.
    Soak,
    /// Opening the window.
    Run,
    /// Every test.
    Test,
}
