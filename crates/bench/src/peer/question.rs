//! What a second process can be asked.

use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// A question.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Question {
    /// How much memory was taken?
    Memory,
    /// To a device of Otagai.
    Device(DeviceQuestion),
    /// To a device of Otagai, through the commands that a screen uses.
    Screen(ScreenQuestion),
    /// To a repository of samod.
    Samod(SamodQuestion),
    /// To a bare endpoint.
    Raw(RawQuestion),
}

/// To a device of Otagai.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum DeviceQuestion {
    /// Opens the folder and goes online.
    Open {
        /// The data folder.
        data: PathBuf,
        /// The folder of keys.
        keys: PathBuf,
        /// File with the passphrase.
        passphrase: PathBuf,
        /// Name of a new person; none where there is one.
        new: Option<String>,
    },
    /// Opens the folder of a device that was killed, goes online, and waits until it has met somebody.
    Back {
        /// The data folder.
        data: PathBuf,
        /// The folder of keys.
        keys: PathBuf,
        /// File with the passphrase.
        passphrase: PathBuf,
    },
    /// Writes large things.
    Pile {
        /// How many bytes.
        bytes: usize,
        /// Tells them from those of another time.
        round: u8,
    },
    /// An invitation link.
    Invite,
    /// Where it can be reached.
    Ticket,
    /// Joins; how long it took until both hold the same.
    Join {
        /// The invitation link.
        link: String,
    },
    /// Connects and waits until both hold the same.
    Meet {
        /// Where the other one is.
        ticket: String,
    },
    /// Ends all meetings in good order.
    Part,
    /// Writes the banner of the own card.
    Edit {
        /// The new banner.
        banner: String,
    },
    /// What is held.
    State,
}

/// To a device, through the commands of the api.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum ScreenQuestion {
    /// Opens the folder.
    Open {
        /// The data folder.
        data: PathBuf,
        /// The folder of keys.
        keys: PathBuf,
        /// File with the passphrase.
        passphrase: PathBuf,
    },
    /// Starts the network.
    Online,
    /// A command.
    Call {
        /// Its name.
        name: String,
        /// Its argument.
        args: serde_json::Value,
    },
    /// Forgets earlier events.
    Watch,
    /// The moment of the next event that says that somebody else's card changed.
    Shown,
}

/// To a repository of samod.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum SamodQuestion {
    /// Takes documents out of a file and waits for others to connect.
    Serve {
        /// The file.
        documents: PathBuf,
    },
    /// Connects and waits until it has all documents at these heads, and the other one knows it.
    Fetch {
        /// Where the other one is.
        ticket: String,
        /// What it has.
        documents: Vec<DocumentState>,
        /// Wait for these only; all where it is empty.
        only: Vec<String>,
    },
    /// Ends the connection.
    Part,
    /// Changes a document.
    Edit {
        /// Which.
        document: String,
        /// New text.
        text: String,
    },
    /// Waits until a document has these heads from somebody else.
    Watch {
        /// Which.
        document: String,
    },
    /// The moment of the next change of the watched document.
    Shown,
}

/// A document of samod.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct DocumentState {
    /// Its id.
    pub(crate) id: String,
    /// Its heads, hexadecimal, sorted.
    pub(crate) heads: Vec<String>,
}

/// To a bare endpoint.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum RawQuestion {
    /// Binds.
    Bind,
    /// Gives this many bytes to whoever connects next.
    Serve {
        /// How many.
        bytes: usize,
    },
    /// Connects and takes what the other one gives.
    Fetch {
        /// Where it is.
        ticket: String,
    },
}
