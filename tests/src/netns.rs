//! Two computers on one cable: network namespaces joined by a veth pair.
//!
//! Linux only, with `ip`, `nsenter` and either root or `unshare` for ordinary users. Neither side
//! has a default or a multicast route.

use std::future::Future;
use std::io;
use std::net::Ipv4Addr;
use std::process::{Command, Output, id};
use std::sync::atomic::{AtomicU8, Ordering};

use crate::not_run::{not_run, run_again};

/// Set where a test runs again inside a user namespace.
const INSIDE: &str = "OTAGAI_NAMESPACES_INSIDE";

/// Name of the interface on both sides.
const INTERFACE: &str = "link0";

/// Runs a test in network namespaces. Whoever is not root runs it again inside a user namespace;
/// where that is not allowed either, it is not run ([`not_run`]).
///
/// `test` is the full name of the calling test, as the test runner knows it.
///
/// # Errors
///
/// Where the test failed inside the user namespace, or could not be run and may not be left out.
pub fn in_namespaces<F>(test: &str, act: impl FnOnce() -> F) -> io::Result<()>
where
    F: Future<Output = ()>,
{
    let probe = format!("otagai-{}-probe-{test}", id());
    let reason = match ip(&["netns", "add", &probe]) {
        Ok(()) => {
            ip(&["netns", "del", &probe])?;
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()?;
            runtime.block_on(act());
            return Ok(());
        }
        Err(error) => error,
    };
    if std::env::var_os(INSIDE).is_some() {
        return not_run(test, &format!("no network namespaces here: {reason}"));
    }
    match finish(inside(&["true"])) {
        Ok(()) => {
            let exe = std::env::current_exe()?;
            let exe = exe
                .to_str()
                .ok_or_else(|| io::Error::other("path is no text"))?;
            run_again(inside(&[exe]), test)
        }
        Err(error) => not_run(
            test,
            &format!("no network namespaces here: {reason}; {error}"),
        ),
    }
}

/// A program on a computer that is connected to nothing at all: a network namespace of its own, in
/// which not even the loopback interface is up. None where that is not allowed and the test is left
/// out ([`not_run`]).
///
/// `test` is the full name of the calling test.
///
/// # Errors
///
/// Where it is not allowed and the test may not be left out.
pub fn cut_off(test: &str, program: &str) -> io::Result<Option<Command>> {
    let mut reasons = Vec::new();
    for options in [&["--net"][..], &["--user", "--map-root-user", "--net"]] {
        let unshare = |program: &str| {
            let mut unshare = Command::new("unshare");
            unshare.args(options).args(["--", program]);
            unshare
        };
        match finish(unshare("true")) {
            Ok(()) => return Ok(Some(unshare(program))),
            Err(error) => reasons.push(error.to_string()),
        }
    }
    let reasons = reasons.join("; ");
    not_run(test, &format!("no network namespaces here: {reasons}"))?;
    Ok(None)
}

/// A command in a user namespace of its own, with a place for network namespaces.
fn inside(command: &[&str]) -> Command {
    let place = r#"run="$(readlink -f /var/run)" && mount -t tmpfs none "$run" && exec "$@""#;
    let mut unshare = Command::new("unshare");
    unshare
        .args([
            "--user",
            "--map-root-user",
            "--mount",
            "--net",
            "--",
            "sh",
            "-c",
            place,
            "sh",
        ])
        .args(command)
        .env(INSIDE, "1");
    unshare
}

/// One end of the cable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CableEnd {
    /// The end with address `.1`.
    A,
    /// The end with address `.2`.
    B,
}

/// Two namespaces and the cable between them; taken apart when dropped.
#[derive(Debug)]
pub struct Cable {
    name: String,
    net: u8,
}

impl Cable {
    /// Both ends up, with the addresses `10.77.x.1` and `10.77.x.2`.
    ///
    /// # Errors
    ///
    /// Where `ip` refuses.
    pub fn plugged() -> io::Result<Self> {
        let cable = Self::unplugged()?;
        cable.plug()?;
        Ok(cable)
    }

    /// Both ends down and without addresses: nothing but the loopback interface.
    ///
    /// # Errors
    ///
    /// Where `ip` refuses.
    pub fn unplugged() -> io::Result<Self> {
        static NEXT: AtomicU8 = AtomicU8::new(0);
        let net = NEXT.fetch_add(1, Ordering::Relaxed);
        let cable = Self {
            name: format!("otagai-{}-{net}", id()),
            net,
        };
        let [a, b] = [cable.namespace(CableEnd::A), cable.namespace(CableEnd::B)];
        ip(&["netns", "add", &a])?;
        ip(&["netns", "add", &b])?;
        ip(&[
            "link", "add", "name", INTERFACE, "netns", &a, "type", "veth", "peer", "name",
            INTERFACE, "netns", &b,
        ])?;
        for namespace in [&a, &b] {
            ip(&["-n", namespace, "link", "set", "lo", "up"])?;
        }
        Ok(cable)
    }

    /// Gives both ends their addresses and takes them up.
    ///
    /// # Errors
    ///
    /// Where `ip` refuses.
    pub fn plug(&self) -> io::Result<()> {
        for (side, host) in [(CableEnd::A, 1), (CableEnd::B, 2)] {
            self.set_address(side, host)?;
            self.set_link(side, true)?;
        }
        Ok(())
    }

    /// Takes both ends down and their addresses away.
    ///
    /// # Errors
    ///
    /// Where `ip` refuses.
    pub fn unplug(&self) -> io::Result<()> {
        for side in [CableEnd::A, CableEnd::B] {
            self.set_link(side, false)?;
            ip(&[
                "-n",
                &self.namespace(side),
                "addr",
                "flush",
                "dev",
                INTERFACE,
            ])?;
        }
        Ok(())
    }

    /// Takes one end up or down.
    ///
    /// # Errors
    ///
    /// Where `ip` refuses.
    pub fn set_link(&self, side: CableEnd, up: bool) -> io::Result<()> {
        let state = if up { "up" } else { "down" };
        ip(&["-n", &self.namespace(side), "link", "set", INTERFACE, state])
    }

    /// Replaces the addresses of one end with `10.77.x.host`.
    ///
    /// # Errors
    ///
    /// Where `ip` refuses.
    pub fn set_address(&self, side: CableEnd, host: u8) -> io::Result<()> {
        self.set_ip(side, Ipv4Addr::new(10, 77, self.net, host))
    }

    /// Replaces the addresses of one end with this one, of a network of 256.
    ///
    /// # Errors
    ///
    /// Where `ip` refuses.
    pub fn set_ip(&self, side: CableEnd, address: Ipv4Addr) -> io::Result<()> {
        let namespace = self.namespace(side);
        let address = format!("{address}/24");
        ip(&["-n", &namespace, "addr", "flush", "dev", INTERFACE])?;
        ip(&["-n", &namespace, "addr", "add", &address, "dev", INTERFACE])
    }

    /// Makes a bridge at one end, as programs for containers do: nobody at the other end can reach it.
    ///
    /// # Errors
    ///
    /// Where `ip` refuses.
    pub fn add_bridge(&self, side: CableEnd, name: &str, address: Ipv4Addr) -> io::Result<()> {
        let namespace = self.namespace(side);
        let address = format!("{address}/16");
        ip(&["-n", &namespace, "link", "add", name, "type", "bridge"])?;
        ip(&["-n", &namespace, "addr", "add", &address, "dev", name])?;
        ip(&["-n", &namespace, "link", "set", name, "up"])
    }

    /// A program on the computer at one end.
    pub fn command(&self, side: CableEnd, program: &str) -> Command {
        let mut command = Command::new("nsenter");
        command
            .arg(format!("--net=/var/run/netns/{}", self.namespace(side)))
            .args(["--", program]);
        command
    }

    /// Runs a program at one end to its end.
    ///
    /// # Errors
    ///
    /// Where it cannot be started.
    pub fn run(&self, side: CableEnd, program: &str, args: &[&str]) -> io::Result<Output> {
        self.command(side, program).args(args).output()
    }

    fn namespace(&self, side: CableEnd) -> String {
        format!("{}-{side:?}", self.name)
    }
}

impl Drop for Cable {
    fn drop(&mut self) {
        for side in [CableEnd::A, CableEnd::B] {
            // The cable goes with either end.
            ip(&["netns", "del", &self.namespace(side)]).ok();
        }
    }
}

/// Runs `ip`.
fn ip(args: &[&str]) -> io::Result<()> {
    let mut command = Command::new("ip");
    command.args(args);
    finish(command)
}

/// Runs a command and turns what it complains about into the error.
fn finish(mut command: Command) -> io::Result<()> {
    let output = command.output()?;
    if output.status.success() {
        return Ok(());
    }
    let complaint = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Err(io::Error::other(format!("{command:?}: {complaint}")))
}
