//! Where a copy lies.

use super::CopyName;
use std::path::PathBuf;

/// Where a copy lies.
#[derive(Debug, Clone)]
pub enum CopySource {
    /// In the data folder.
    Kept(CopyName),
    /// In a file that a member chose.
    File(PathBuf),
}
