//! Keeps the build cache from filling the disk: cargo adds to it with every change and never takes away.

use std::fs;
use std::io;
use std::path::Path;

use crate::places::Places;

/// A whole run from nothing takes about a quarter of this, in bytes.
const MOST: u64 = 32 * 1024 * 1024 * 1024;

/// What cargo makes again when it is missing, in the order in which it is missed least.
const PARTS: [&str; 5] = ["incremental", "examples", "deps", "build", ".fingerprint"];

/// Empties the cache when it has become larger than several whole builds.
///
/// A part that cannot be removed stays: a slow build is better than none.
pub(crate) fn bound(places: &Places) {
    bound_to(&places.programs(), MOST);
}

fn bound_to(folder: &Path, most: u64) {
    let mut size = size(folder).unwrap_or_default();
    for part in PARTS {
        if size <= most {
            return;
        }
        let part = folder.join(part);
        println!("The build cache is too large: emptying {}.", part.display());
        if let Err(fault) = fs::remove_dir_all(&part) {
            println!("It was not emptied: {fault}");
        }
        // What cargo holds of a crate is spread over the last three: all of them or none.
        if part.ends_with("incremental") {
            size = self::size(folder).unwrap_or_default();
        }
    }
}

/// The size of all files in a folder, in bytes.
fn size(folder: &Path) -> io::Result<u64> {
    let mut all = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        // Of the entry itself: a link is not followed.
        let about = entry.metadata()?;
        all += if about.is_dir() {
            size(&entry.path())?
        } else {
            about.len()
        };
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cache_is_emptied_only_as_far_as_it_must_be() -> io::Result<()> {
        let folder = std::env::temp_dir().join(format!("otagai-cache-{}", std::process::id()));
        let write = |part: &str, bytes: usize| {
            fs::create_dir_all(folder.join(part))?;
            fs::write(folder.join(part).join("file"), vec![0; bytes])
        };
        let is_there = |part: &str| folder.join(part).exists();
        write("incremental", 60)?;
        write("deps", 30)?;
        write("build", 30)?;
        bound_to(&folder, 120);
        assert!(is_there("incremental"), "120 bytes are allowed");
        bound_to(&folder, 100);
        assert!(!is_there("incremental") && is_there("deps") && is_there("build"));
        bound_to(&folder, 50);
        assert!(!is_there("deps") && !is_there("build"));
        fs::remove_dir_all(&folder)
    }
}
