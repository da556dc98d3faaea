//! A device that can die between any two writes: what was committed is there when it starts again, and
//! nothing else.

use super::{Holding, Person};

/// What decides about a device's writes.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Disk {
    fuse: Option<Fuse>,
    is_down: bool,
    /// Starts of the program so far.
    runs: u64,
}

/// When a device dies.
#[derive(Debug, Clone, Copy)]
struct Fuse {
    /// After so many more writes.
    writes: usize,
    /// True: the write at which it dies is on the disk, and nobody was told.
    last_is_kept: bool,
}

impl Disk {
    /// How often the program has started: no two runs write as one.
    pub(super) fn run(self) -> u64 {
        self.runs
    }
}

impl Person {
    /// Lets the device die at one of its next writes; that one is kept, or lost as a whole.
    pub fn dies_after(&mut self, writes: usize, last_is_kept: bool) {
        self.disk.fuse = Some(Fuse {
            writes,
            last_is_kept,
        });
    }

    /// Lets a device that was to die live on.
    pub fn lives_on(&mut self) {
        self.disk.fuse = None;
    }

    /// True when the device has died and was not started again.
    pub fn is_down(&self) -> bool {
        self.disk.is_down
    }

    /// Starts the program again, or for another time: everything is as it was read from the disk.
    pub fn restart(&mut self) {
        self.disk = Disk {
            fuse: None,
            is_down: false,
            runs: self.disk.runs + 1,
        };
        for holding in self.circles.values_mut() {
            *holding = Holding::reopened(holding);
        }
    }

    /// One transaction: all of it is on the disk when this gives something. None: the device has died.
    pub(super) fn commit<R>(&mut self, write: impl FnOnce(&mut Self) -> R) -> Option<R> {
        if self.disk.is_down {
            return None;
        }
        let Some(fuse) = &mut self.disk.fuse else {
            return Some(write(self));
        };
        if let Some(left) = fuse.writes.checked_sub(1) {
            fuse.writes = left;
            return Some(write(self));
        }
        self.disk.is_down = true;
        if fuse.last_is_kept {
            write(self);
        }
        None
    }
}
