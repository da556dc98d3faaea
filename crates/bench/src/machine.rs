//! The machine that is measured on.

use crate::outcome::BenchOutcome;
use otagai_core::credential::Second;
use otagai_node::clock::Clock;
use std::fs;

/// What a reader needs to compare with another machine.
pub(crate) struct Machine {
    /// Model of the processor.
    pub(crate) processor: String,
    /// How many cores.
    pub(crate) cores: usize,
    /// Memory, GiB.
    pub(crate) memory: f64,
    /// Version of the kernel.
    pub(crate) kernel: String,
    /// When, UTC.
    pub(crate) date: String,
}

impl Machine {
    /// This machine, now.
    pub(crate) fn read() -> BenchOutcome<Self> {
        let about = |file: &str, field: &str| -> BenchOutcome<String> {
            let text = fs::read_to_string(file)?;
            let line = text.lines().find(|line| line.starts_with(field));
            let value = line.and_then(|line| line.split_once(':'));
            Ok(value
                .map_or("unknown", |(_, value)| value.trim())
                .to_owned())
        };
        let memory = about("/proc/meminfo", "MemTotal")?;
        let kib: f64 = memory.trim_end_matches(" kB").parse()?;
        Ok(Self {
            processor: about("/proc/cpuinfo", "model name")?,
            cores: std::thread::available_parallelism()?.get(),
            memory: kib / 1024.0 / 1024.0,
            kernel: fs::read_to_string("/proc/sys/kernel/osrelease")?
                .trim()
                .to_owned(),
            date: Second::of(Clock::system().now()).to_string(),
        })
    }
}
