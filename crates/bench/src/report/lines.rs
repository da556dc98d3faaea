//! The lines of the table.

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Ms,
    Bytes,
    MiB,
    Times,
    Count,
}

/// What is said of the values of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Columns {
    /// min, median, max
    Spread,
    /// p50, p99, max
    Tail,
}

/// A part of the table.
pub(super) struct ReportPart {
    pub(super) key: &'static str,
    pub(super) title: &'static str,
    pub(super) columns: Columns,
    pub(super) lines: &'static [ReportLine],
}

/// A line: the name under which it was measured, what is shown for it, what it counts.
pub(super) type ReportLine = (&'static str, &'static str, Unit);

use Columns::{Spread, Tail};
use Unit::{Bytes, Count, MiB, Ms, Times};

/// Parts and lines of devices that meet, start and save, in the order in which they are shown.
pub(super) const DEVICES: &[ReportPart] = &[
    ReportPart {
        key: "a",
        title: "a. A newcomer joins: two processes, cold",
        columns: Spread,
        lines: &[
            ("items", "items that came", Count),
            ("bytes", "bytes of them as they travel", Bytes),
            (
                "join",
                "**Otagai**: agreed to join → both hold the same",
                Ms,
            ),
            (
                "floor: transfer",
                "floor: the same bytes over bare iroh, connecting included",
                Ms,
            ),
            (
                "floor: signatures",
                "floor: strict ed25519 checks, as many and as long",
                Ms,
            ),
            (
                "floor: automerge",
                "floor: automerge applies the same changes",
                Ms,
            ),
            (
                "floor: file",
                "floor: the same rows into SQLCipher, one commit a batch",
                Ms,
            ),
            ("floors", "sum of the floors", Ms),
            ("ratio", "Otagai ÷ sum of the floors", Times),
            (
                "part: intake",
                "for comparison: the product takes it all in, without a network",
                Ms,
            ),
            (
                "part: checks",
                "of which reading, checking and placing every item",
                Ms,
            ),
            (
                "part: grants",
                "of which trying every grant: none says whom it is for",
                Ms,
            ),
            (
                "samod",
                "**samod**: the same documents, no signatures, no disk",
                Ms,
            ),
            ("samod ratio", "Otagai ÷ samod", Times),
        ],
    },
    ReportPart {
        key: "b",
        title: "b. One changed card, two that have met before",
        columns: Spread,
        lines: &[
            ("changed", "**Otagai**: connect → both hold the same", Ms),
            ("floor: connect", "floor: connecting", Ms),
            ("samod", "**samod**: connect → the document is there", Ms),
        ],
    },
    ReportPart {
        key: "c",
        title: "c. Nothing new, two that have met before",
        columns: Spread,
        lines: &[
            ("same", "**Otagai**: connect → both know it", Ms),
            ("round trips", "round trips after connecting", Count),
            ("bytes from dialer", "bytes said by who dials", Bytes),
            ("bytes from listener", "bytes said by who is called", Bytes),
            (
                "udp sent",
                "UDP bytes sent, the handshake of QUIC included",
                Bytes,
            ),
            ("udp received", "UDP bytes received", Bytes),
            ("samod", "**samod**: connect → every document compared", Ms),
            ("samod udp sent", "UDP bytes sent", Bytes),
            ("samod udp received", "UDP bytes received", Bytes),
        ],
    },
    ReportPart {
        key: "d",
        title: "d. Start on a full folder",
        columns: Spread,
        lines: &[
            (
                "start",
                "**Otagai**: process begins → members, cards and a search answered",
                Ms,
            ),
            ("open", "of which opening the folder", Ms),
            (
                "stretching",
                "of which the passphrase of a folder of keys (argon2id)",
                Ms,
            ),
            ("members", "of which members with cards, and one card", Ms),
            ("find", "of which the first search", Ms),
            ("memory", "peak resident set when answered", MiB),
            ("online", "afterwards: the network", Ms),
            ("vouches", "afterwards: the list of all vouches", Ms),
        ],
    },
    ReportPart {
        key: "e",
        title: "e. Saved here, shown there, over an open connection",
        columns: Spread,
        lines: &[
            ("saved", "**Otagai**: save → saved", Ms),
            ("shown", "**Otagai**: save → event at the other", Ms),
            ("first", "the first one after a start", Ms),
            (
                "samod",
                "**samod**: change → change at the other, no disk",
                Ms,
            ),
        ],
    },
];

/// What two devices do that have much for each other, or of which one is killed.
pub(super) const NETWORK: &[ReportPart] = &[ReportPart {
    key: "i",
    title: "i. Much for each other, and a kill: two processes",
    columns: Spread,
    lines: &[
        (
            "both ways",
            "16 MiB each way: dial → both hold the same",
            Ms,
        ),
        ("host peak", "peak resident set of the host by then", MiB),
        ("guest peak", "of the other one", MiB),
        (
            "back",
            "killed and started again, all four ways: online → both hold the same",
            Ms,
        ),
    ],
}];

/// What is measured of finding people, in a small and in a large circle.
const FIND: &[ReportLine] = &[
    ("cards", "cards", Count),
    ("bytes", "bytes of their rows in the index", Bytes),
    (
        "find",
        "**Otagai**: after a changed card, a line is read, people are found, and it is said why",
        Ms,
    ),
    ("update", "of which bringing the index up to date", Ms),
    ("read", "of which reading the line", Ms),
    ("search", "of which looking for people", Ms),
    ("tell", "of which saying why, all of them", Ms),
    (
        "longest",
        "a request pasted until 400 characters are full, more are not read",
        Ms,
    ),
    ("build", "index worked out from the cards", Ms),
    (
        "load",
        "index read by the store from its encrypted file, at the first search",
        Ms,
    ),
    (
        "fts build",
        "**FTS5 trigram**: the same texts put in, in memory",
        Ms,
    ),
    ("words", "**Otagai**: single words, the same in all", Ms),
    (
        "fts words",
        "**FTS5 trigram**: single words, gives numbers of rows",
        Ms,
    ),
    (
        "like words",
        "`LIKE` over the same rows: single words, gives numbers of rows",
        Ms,
    ),
];

/// Parts and lines of searching.
pub(super) const SEARCHING: &[ReportPart] = &[
    ReportPart {
        key: "f small",
        title: "f. Find: a small circle",
        columns: Tail,
        lines: FIND,
    },
    ReportPart {
        key: "f large",
        title: "f. Find: a large circle",
        columns: Tail,
        lines: FIND,
    },
    ReportPart {
        key: "g",
        title: "g. Trust trail",
        columns: Tail,
        lines: &[
            ("members", "members", Count),
            ("vouches", "vouches", Count),
            ("jobs", "jobs", Count),
            (
                "graph",
                "the graph out of what stands, once for each change",
                Ms,
            ),
            ("near", "how near everybody is to one member", Ms),
            (
                "trail",
                "**a trail**: from one member to another for a skill",
                Ms,
            ),
            ("paths", "paths in it", Count),
        ],
    },
];

/// What stands below: parts that others are compared with.
pub(super) const BELOW: &[ReportPart] = &[
    ReportPart {
        key: "memory",
        title: "h. Memory during a (most that was ever resident, VmHWM)",
        columns: Spread,
        lines: &[
            ("host before", "Otagai, host, before", MiB),
            ("host peak", "Otagai, host, most", MiB),
            ("newcomer before", "Otagai, newcomer, before", MiB),
            ("newcomer peak", "Otagai, newcomer, most", MiB),
            ("samod host peak", "samod, host, most", MiB),
            ("samod newcomer peak", "samod, newcomer, most", MiB),
        ],
    },
    ReportPart {
        key: "disk",
        title: "The disk and the encrypted file",
        columns: Spread,
        lines: &[
            ("fsync", "4 KiB and fsync", Ms),
            ("commit", "one small row, one commit", Ms),
        ],
    },
];
