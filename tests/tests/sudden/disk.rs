//! A disk and its memory: what of all that was written is still there after a power cut.
//!
//! Bytes of a file outlive it once the file was synced, names once a folder they stand in was; a change of names is
//! whole or has not been. What was not synced may be lost or not, each write for itself and in any order, names in
//! the order in which they changed.

use crate::trace::DiskCall;
use otagai_tests::sim::Chance;
use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

/// What is lost of what was not synced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PowerLoss {
    /// Nothing: the program was killed, and the system lives on.
    Nothing,
    /// Everything.
    All,
    /// What chance says.
    Some(u64),
}

/// A file or a folder, whatever its names.
type Inode = usize;
/// The folder that everything lies in.
const ROOT: Inode = 0;

/// A change of names.
#[derive(Debug)]
enum NewName {
    Put(Inode, Inode),
    Gone(Inode),
    Moved(Inode, Inode, String),
}

/// A change of names: when, in which folder, of which name.
#[derive(Debug)]
struct NameChange {
    at: usize,
    folder: Inode,
    name: String,
    what: NewName,
}

/// A change of bytes: when, and of which file.
#[derive(Debug)]
struct ByteChange {
    at: usize,
    file: Inode,
    what: NewBytes,
}

#[derive(Debug)]
enum NewBytes {
    Put(usize, Vec<u8>),
    Cut(usize),
}

/// Everything that happened on a disk.
#[derive(Debug, Default)]
pub(crate) struct PowerlessDisk {
    /// What was there before.
    files: BTreeMap<Inode, Vec<u8>>,
    folders: BTreeMap<Inode, BTreeMap<String, Inode>>,
    /// What has what name now.
    tree: BTreeMap<PathBuf, Inode>,
    named: Vec<NameChange>,
    written: Vec<ByteChange>,
    synced: Vec<(usize, Inode)>,
    steps: usize,
    last: Inode,
}

impl PowerlessDisk {
    /// A disk on which everything that lies in a folder has been for long.
    pub(crate) fn of(place: &Path) -> io::Result<Self> {
        let mut disk = Self::default();
        disk.tree.insert(PathBuf::new(), ROOT);
        disk.take(place, Path::new(""), ROOT)?;
        Ok(disk)
    }

    fn take(&mut self, place: &Path, below: &Path, folder: Inode) -> io::Result<()> {
        self.folders.insert(folder, BTreeMap::new());
        for entry in fs::read_dir(place.join(below))? {
            let entry = entry?;
            let path = below.join(entry.file_name());
            let node = self.new_node(&path);
            let name = name_of(&path);
            self.folders.entry(folder).or_default().insert(name, node);
            if entry.file_type()?.is_dir() {
                self.take(place, &path, node)?;
            } else {
                self.files.insert(node, fs::read(entry.path())?);
            }
        }
        Ok(())
    }

    fn new_node(&mut self, path: &Path) -> Inode {
        self.last += 1;
        self.tree.insert(path.to_owned(), self.last);
        self.last
    }

    /// One thing more happens.
    pub(crate) fn step(&mut self, step: &DiskCall) {
        let at = self.steps;
        self.steps += 1;
        match step {
            DiskCall::Open { file, is_emptied } => {
                if let Some(node) = self.tree.get(file).copied() {
                    if *is_emptied {
                        self.write(at, node, NewBytes::Cut(0));
                    }
                } else {
                    self.put(at, file);
                }
            }
            DiskCall::MakeFolder(path) => {
                let node = self.put(at, path);
                self.folders.insert(node, BTreeMap::new());
            }
            // Whoever has a file open whose name is gone writes for nobody.
            DiskCall::Write {
                file,
                at: place,
                bytes,
            } => {
                if let Some(node) = self.tree.get(file).copied() {
                    self.write(at, node, NewBytes::Put(*place, bytes.clone()));
                }
            }
            DiskCall::Cut { file, len } => {
                if let Some(node) = self.tree.get(file).copied() {
                    self.write(at, node, NewBytes::Cut(*len));
                }
            }
            DiskCall::Rename { from, to } => self.rename(at, from, to),
            DiskCall::Remove(path) => {
                self.tree.remove(path);
                let folder = self.folder_of(path);
                self.name(at, folder, path, NewName::Gone(folder));
            }
            DiskCall::Sync(path) => {
                if let Some(node) = self.tree.get(path).copied() {
                    self.synced.push((at, node));
                }
            }
            DiskCall::Print => {}
        }
    }

    fn put(&mut self, at: usize, path: &Path) -> Inode {
        let node = self.new_node(path);
        let folder = self.folder_of(path);
        self.name(at, folder, path, NewName::Put(folder, node));
        node
    }

    fn rename(&mut self, at: usize, from: &Path, to: &Path) {
        let moved: Vec<(PathBuf, Inode)> = self
            .tree
            .iter()
            .filter_map(|(path, node)| Some((path.strip_prefix(from).ok()?.to_owned(), *node)))
            .collect();
        self.tree
            .retain(|path, _node| !path.starts_with(from) && !path.starts_with(to));
        for (rest, node) in moved {
            // Joining nothing would end the path with a bar.
            let path = if rest.as_os_str().is_empty() {
                to.to_owned()
            } else {
                to.join(rest)
            };
            self.tree.insert(path, node);
        }
        let (here, there) = (self.folder_of(from), self.folder_of(to));
        self.name(at, here, from, NewName::Moved(here, there, name_of(to)));
    }

    fn name(&mut self, at: usize, folder: Inode, path: &Path, what: NewName) {
        let name = name_of(path);
        self.named.push(NameChange {
            at,
            folder,
            name,
            what,
        });
    }

    fn write(&mut self, at: usize, file: Inode, what: NewBytes) {
        self.written.push(ByteChange { at, file, what });
    }

    fn folder_of(&self, path: &Path) -> Inode {
        let folder = path.parent().unwrap_or(Path::new(""));
        self.tree.get(folder).copied().unwrap_or(ROOT)
    }

    /// Writes what is there when the power is cut after so many steps.
    pub(crate) fn after(&self, steps: usize, lost: PowerLoss, to: &Path) -> io::Result<()> {
        let (mut chance, names_until) = match lost {
            PowerLoss::Some(seed) => {
                let mut chance = Chance::new(seed);
                let until = chance.below(steps + 1);
                (Some(chance), until)
            }
            PowerLoss::All => (None, 0),
            PowerLoss::Nothing => (None, steps),
        };
        let mut files = self.files.clone();
        for ByteChange { at, file, what } in self.written.iter().filter(|one| one.at < steps) {
            let content = files.entry(*file).or_default();
            let whole = lost == PowerLoss::Nothing || self.is_synced(*at, steps, &[*file]);
            match (whole, &mut chance) {
                (true, _) => put(content, what, usize::MAX),
                (false, Some(chance)) => match chance.below(3) {
                    0 => {}
                    1 => put(content, what, usize::MAX),
                    // Disks write sector by sector.
                    _ => put(content, what, 512 * chance.below(9)),
                },
                (false, None) => {}
            }
        }
        let mut folders = self
            .folders
            .iter()
            .map(|(node, names)| (*node, names.clone()))
            .collect::<BTreeMap<_, _>>();
        for named in self.named.iter().filter(|one| one.at < steps) {
            let touched = match &named.what {
                NewName::Put(folder, _) | NewName::Gone(folder) => [*folder, *folder],
                NewName::Moved(from, to, _) => [*from, *to],
            };
            if named.at < names_until || self.is_synced(named.at, steps, &touched) {
                change(&mut folders, named);
            }
        }
        lay_out(ROOT, &folders, &files, to)
    }

    fn is_synced(&self, at: usize, until: usize, any_of: &[Inode]) -> bool {
        self.synced
            .iter()
            .any(|(when, node)| at < *when && *when < until && any_of.contains(node))
    }
}

fn change(folders: &mut BTreeMap<Inode, BTreeMap<String, Inode>>, named: &NameChange) {
    let NameChange {
        folder, name, what, ..
    } = named;
    match what {
        NewName::Put(_, node) => {
            folders
                .entry(*folder)
                .or_default()
                .insert(name.clone(), *node);
        }
        NewName::Gone(_) => {
            folders.entry(*folder).or_default().remove(name);
        }
        NewName::Moved(_, to, new) => {
            if let Some(node) = folders.entry(*folder).or_default().remove(name) {
                folders.entry(*to).or_default().insert(new.clone(), node);
            }
        }
    }
}

/// Writes a change of bytes, or as much of it as the disk got to.
fn put(content: &mut Vec<u8>, what: &NewBytes, most: usize) {
    match what {
        NewBytes::Cut(len) => content.resize(*len, 0),
        NewBytes::Put(at, bytes) => {
            let bytes = bytes.get(..most.min(bytes.len())).unwrap_or_default();
            let end = at + bytes.len();
            if !bytes.is_empty() && content.len() < end {
                content.resize(end, 0);
            }
            if let Some(place) = content.get_mut(*at..end) {
                place.copy_from_slice(bytes);
            }
        }
    }
}

fn lay_out(
    folder: Inode,
    folders: &BTreeMap<Inode, BTreeMap<String, Inode>>,
    files: &BTreeMap<Inode, Vec<u8>>,
    to: &Path,
) -> io::Result<()> {
    for (name, node) in folders.get(&folder).into_iter().flatten() {
        let to = to.join(name);
        if folders.contains_key(node) {
            fs::create_dir(&to)?;
            lay_out(*node, folders, files, &to)?;
        } else {
            fs::write(&to, files.get(node).map_or(&[][..], Vec::as_slice))?;
        }
    }
    Ok(())
}

fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}
