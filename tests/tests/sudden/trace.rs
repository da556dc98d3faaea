//! What a program asked of the disk, as `strace` tells it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::{Path, PathBuf},
    process::Command,
};

/// System calls by which something on a disk changes, or is made to stay.
pub(crate) const CHANGES: [&str; 19] = [
    "write",
    "pwrite64",
    "writev",
    "pwritev",
    "pwritev2",
    "ftruncate",
    "truncate",
    "fallocate",
    "copy_file_range",
    "sendfile",
    "rename",
    "renameat",
    "renameat2",
    "unlink",
    "unlinkat",
    "mkdir",
    "rmdir",
    "fsync",
    "fdatasync",
];
/// What else has to be known to understand them: where a file is written next, and what is made.
const BESIDE: [&str; 8] = [
    "openat",
    "open",
    "creat",
    "lseek",
    "link",
    "linkat",
    "mkdirat",
    "ftruncate64",
];
/// Bytes of one write that are told; nothing is written in larger pieces.
const MOST_BYTES: &str = "33554432";

/// One thing that was asked of the disk. Paths lie within the folder that was watched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum DiskCall {
    /// A file is there from now on; empty where it is new or was to be emptied.
    Open { file: PathBuf, is_emptied: bool },
    /// A folder is there from now on.
    MakeFolder(PathBuf),
    /// Bytes of a file.
    Write {
        file: PathBuf,
        at: usize,
        bytes: Vec<u8>,
    },
    /// The length of a file.
    Cut { file: PathBuf, len: usize },
    /// Another name; what had it is gone.
    Rename { from: PathBuf, to: PathBuf },
    /// A name is gone, of a file or of an empty folder.
    Remove(PathBuf),
    /// A file, or the names in a folder, are to outlive a power cut.
    Sync(PathBuf),
    /// Something was printed.
    Print,
}

/// A program that was watched.
#[derive(Debug, Default)]
pub(crate) struct DiskTrace {
    /// What it asked for, in order.
    pub(crate) steps: Vec<DiskCall>,
    /// By which calls it changed something: of each call of [`CHANGES`], the how manieth of their threads.
    pub(crate) calls: BTreeMap<String, BTreeSet<usize>>,
}

/// A command that ends in the path of a program, and writes down what that asks of the disk.
pub(crate) fn watching(program: &Path, log: &Path) -> Command {
    let mut strace = Command::new("strace");
    let mut all: Vec<&str> = CHANGES.to_vec();
    all.extend(BESIDE.iter().filter(|call| **call != "ftruncate64"));
    strace
        .args(["-f", "-y", "-xx", "-qq", "-s", MOST_BYTES, "-o"])
        .arg(log)
        .args(["-e", &format!("trace={}", all.join(","))])
        .args(["-e", "signal=none"])
        .arg(program);
    strace
}

impl DiskTrace {
    /// Reads what was written down of a program that wrote within `place`.
    pub(crate) fn read(log: &Path, place: &Path) -> io::Result<Self> {
        let mut reader = TraceReader {
            place,
            trace: Self::default(),
            begun: BTreeMap::new(),
            next: BTreeMap::new(),
            counts: BTreeMap::new(),
        };
        for line in fs::read_to_string(log)?.lines() {
            reader.line(line)?;
        }
        Ok(reader.trace)
    }
}

struct TraceReader<'a> {
    place: &'a Path,
    trace: DiskTrace,
    /// Of each thread, the call that another one interrupted.
    begun: BTreeMap<String, String>,
    /// Of each number of an open file, where it is written next.
    next: BTreeMap<usize, usize>,
    /// Of each thread and call, how often.
    counts: BTreeMap<(String, String), usize>,
}

impl TraceReader<'_> {
    fn line(&mut self, line: &str) -> io::Result<()> {
        let (thread, said) = line.split_once(' ').unwrap_or((line, ""));
        let said = said.trim_start();
        if let Some(begun) = said.strip_suffix(" <unfinished ...>") {
            self.begun.insert(thread.to_owned(), begun.to_owned());
            return Ok(());
        }
        let whole;
        let said = match said.strip_prefix("<... ") {
            Some(rest) => {
                let begun = self.begun.remove(thread).unwrap_or_default();
                let rest = rest.split_once(" resumed>").map_or("", |(_, rest)| rest);
                whole = format!("{begun}{rest}");
                whole.as_str()
            }
            None => said,
        };
        // `+++ exited with 0 +++`
        let Some((call, rest)) = said.split_once('(') else {
            return Ok(());
        };
        let Some((arguments, result)) = rest.rsplit_once(" = ") else {
            return Ok(());
        };
        let arguments = arguments.trim_end().trim_end_matches(')');
        let counted = (thread.to_owned(), call.to_owned());
        let count = self.counts.entry(counted).or_default();
        *count += 1;
        let (count, steps) = (*count, self.trace.steps.len());
        let arguments: Vec<&str> = arguments.split(", ").collect();
        let number = result.split(['<', ' ']).next().unwrap_or_default();
        // Where it was refused nothing has changed.
        if let Ok(result) = number.parse::<usize>() {
            self.call(call, &arguments, result)?;
        }
        // Threads wake each other by writing too: that is no change.
        if CHANGES.contains(&call) && self.trace.steps.len() > steps {
            let calls = self.trace.calls.entry(call.to_owned()).or_default();
            calls.insert(count);
        }
        Ok(())
    }

    fn call(&mut self, call: &str, arguments: &[&str], result: usize) -> io::Result<()> {
        let argument = |at: usize| arguments.get(at).copied().unwrap_or_default();
        let step = match call {
            "openat" => {
                self.next.insert(result, 0);
                let options = argument(2);
                match self.below(argument(0), argument(1)) {
                    Some(file) if options.contains("O_CREAT") || options.contains("O_TRUNC") => {
                        let is_emptied = options.contains("O_TRUNC");
                        Some(DiskCall::Open { file, is_emptied })
                    }
                    _ => None,
                }
            }
            "lseek" => {
                self.next.insert(descriptor(argument(0)), result);
                None
            }
            "write" if argument(0).starts_with("1<") => Some(DiskCall::Print),
            "write" => {
                let at = self.next.entry(descriptor(argument(0))).or_default();
                let begun = *at;
                *at += result;
                self.written(argument(0), argument(1), begun, result)
            }
            "pwrite64" => {
                let at = argument(3).parse().unwrap_or_default();
                self.written(argument(0), argument(1), at, result)
            }
            "ftruncate" => self.open_file(argument(0)).map(|file| DiskCall::Cut {
                file,
                len: argument(1).parse().unwrap_or_default(),
            }),
            "fsync" | "fdatasync" => self.open_file(argument(0)).map(DiskCall::Sync),
            "rename" => self.renamed([HERE, argument(0), HERE, argument(1)]),
            "renameat" | "renameat2" => {
                self.renamed([argument(0), argument(1), argument(2), argument(3)])
            }
            "unlink" | "rmdir" => self.below(HERE, argument(0)).map(DiskCall::Remove),
            "unlinkat" => self.below(argument(0), argument(1)).map(DiskCall::Remove),
            "mkdir" => self.below(HERE, argument(0)).map(DiskCall::MakeFolder),
            "mkdirat" => self
                .below(argument(0), argument(1))
                .map(DiskCall::MakeFolder),
            other => {
                let named = arguments
                    .iter()
                    .any(|one| self.open_file(one).is_some() || self.below(HERE, one).is_some());
                if named {
                    return Err(io::Error::other(format!(
                        "{other} has to be understood too"
                    )));
                }
                None
            }
        };
        self.trace.steps.extend(step);
        Ok(())
    }

    fn written(&self, file: &str, bytes: &str, at: usize, len: usize) -> Option<DiskCall> {
        let mut bytes = text(bytes);
        bytes.truncate(len);
        self.open_file(file)
            .map(|file| DiskCall::Write { file, at, bytes })
    }

    fn renamed(&self, [from_folder, from, to_folder, to]: [&str; 4]) -> Option<DiskCall> {
        let from = self.below(from_folder, from)?;
        let to = self.below(to_folder, to)?;
        Some(DiskCall::Rename { from, to })
    }

    /// A path relative to an open folder, within the watched place.
    fn below(&self, folder: &str, path: &str) -> Option<PathBuf> {
        let path = path_of(text(path));
        let whole = match open_path(folder) {
            Some(folder) => folder.join(path),
            None => path,
        };
        whole.strip_prefix(self.place).ok().map(Path::to_owned)
    }

    /// The path of an open file or folder, within the watched place.
    fn open_file(&self, argument: &str) -> Option<PathBuf> {
        let path = open_path(argument)?;
        path.strip_prefix(self.place).ok().map(Path::to_owned)
    }
}

/// The folder of the program, in which whole paths need nothing.
const HERE: &str = "AT_FDCWD";

/// The number of an open file: `9</place/file>`.
fn descriptor(argument: &str) -> usize {
    let number = argument.split('<').next().unwrap_or_default();
    number.parse().unwrap_or_default()
}

/// The path of an open file.
fn open_path(argument: &str) -> Option<PathBuf> {
    let (_, path) = argument.split_once('<')?;
    Some(path_of(text(path.trim_end_matches('>'))))
}

#[cfg(unix)]
fn path_of(bytes: Vec<u8>) -> PathBuf {
    use std::os::unix::ffi::OsStringExt;
    std::ffi::OsString::from_vec(bytes).into()
}

/// What `\x61\x62` and quotation marks stand for; other letters stand for themselves.
fn text(written: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(written.len() / 4);
    let mut rest = written.trim_matches('"').as_bytes();
    while let Some((first, others)) = rest.split_first() {
        let digits = others.strip_prefix(b"x").and_then(|rest| rest.get(..2));
        let byte = digits
            .filter(|_digits| *first == b'\\')
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        if let Some(byte) = byte {
            bytes.push(byte);
            rest = others.get(3..).unwrap_or_default();
        } else {
            bytes.push(*first);
            rest = others;
        }
    }
    bytes
}
