//! Named people on a simulated network, real processes, real networks: what all tests share.

pub mod driver;
pub mod mounts;
pub mod netns;
pub mod not_run;
pub mod process;
pub mod sim;
pub mod twelve;
pub mod window;
