//! What the tests share: named people on a simulated network.

pub mod sim;
