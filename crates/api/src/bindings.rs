//! Writes the TypeScript types; `cargo xtask types` says where.

use crate::{ApiError, Commands, ErrorCode, view};
use ts_rs::{Config, TS};

#[test]
fn export_bindings() {
    let config = Config::from_env();
    Commands::export_all(&config).unwrap();
    view::Event::export_all(&config).unwrap();
    ErrorCode::export_all(&config).unwrap();
    ApiError::export_all(&config).unwrap();
}
