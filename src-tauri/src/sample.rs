//! The sample in a window of its own: this program a second time, with `--demo`.
//!
//! A data folder belongs to one program, and the member's own stays open in this one.

use std::{
    env, io,
    path::PathBuf,
    process::{Child, Command},
    sync::{Mutex, PoisonError},
};

/// The window of the sample, as far as this program opened it.
#[derive(Debug)]
pub(crate) struct SampleWindow {
    /// The data folder that was chosen for this program; the sample's is inside it.
    data: Option<PathBuf>,
    running: Mutex<Option<Child>>,
}

impl SampleWindow {
    /// None is open yet.
    pub(crate) fn of(data: Option<PathBuf>) -> Self {
        Self {
            data,
            running: Mutex::new(None),
        }
    }

    /// Opens it. One that is open stays as it is; one that is open when this program ends stays open.
    pub(crate) fn open(&self) -> io::Result<()> {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(child) = running.as_mut()
            && child.try_wait()?.is_none()
        {
            return Ok(());
        }
        *running = Some(command(env::current_exe()?, self.data.as_ref()).spawn()?);
        Ok(())
    }
}

fn command(program: PathBuf, data: Option<&PathBuf>) -> Command {
    let mut command = Command::new(program);
    command.arg("--demo");
    if let Some(data) = data {
        command.arg("--data").arg(data);
    }
    command
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::WindowArguments;

    #[test]
    fn the_second_program_finds_the_samples_folder_where_this_one_would() {
        for data in [None, Some(PathBuf::from("/d"))] {
            let command = command("otagai-desktop".into(), data.as_ref());
            let typed = command.get_args().map(ToOwned::to_owned);
            let read = WindowArguments::read(typed, |_| None);
            assert!(read.demo, "the sample");
            assert_eq!(read.data, data, "beside the same data");
        }
    }
}
