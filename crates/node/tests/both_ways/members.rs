//! Two members of one circle, and things of theirs that are large.

use otagai_core::{
    chunk::Chunk,
    document::{Header, Kind, Opening, SealedHeader},
    id::CircleId,
    item::{Item, ItemKind},
    signed::{Content, Verified},
};
use otagai_node::{
    Config, Node, NodeEvent, clock::Clock, home::Home, network::Patience, profile::Profile,
};
use std::{fs, time::Duration};
use tempfile::TempDir;
use tokio::{
    sync::broadcast::{Receiver, error::RecvError},
    time::timeout,
};

/// Nothing here takes nearly as long.
const STUCK: Duration = Duration::from_mins(2);
/// Bytes of a chunk: the most that is allowed.
const CHUNK: usize = 31 * 2_048 + 16;
/// Chunks of a document: they stay within 1 MiB.
const CHUNKS: usize = 16;

/// Two members of one circle.
pub(crate) struct Two {
    pub(crate) members: [Node; 2],
    pub(crate) circle: CircleId,
    _folders: [TempDir; 2],
}

impl Two {
    /// Both hold the same and are connected.
    pub(crate) async fn together(patience: Patience) -> Self {
        let folders = [TempDir::new().unwrap(), TempDir::new().unwrap()];
        let [mut hanako, mut taro] = [open(&folders[0]).await, open(&folders[1]).await];
        for (node, name) in [(&mut hanako, "花子"), (&mut taro, "太郎")] {
            node.set_patience(patience);
            let profile = Profile::new(name, "よみ", name).unwrap();
            node.init(profile).await.unwrap();
        }
        let home = hanako.home().unwrap();
        let circle = home.create_circle("さくら会", "助け合い").unwrap();
        let (host, guest) = (
            hanako.network().await.unwrap(),
            taro.network().await.unwrap(),
        );
        let hosts = host.hosts(circle).await.unwrap();
        let made = home.invite(circle, "", 1, 7, hosts).unwrap();
        let mut events = hanako.subscribe();
        guest.join(&made.link, "はじめまして").await.unwrap();
        timeout(STUCK, met(&mut events)).await.unwrap();
        Self {
            members: [hanako, taro],
            circle,
            _folders: folders,
        }
    }

    /// Both hold the same, and neither is on the network.
    pub(crate) async fn apart(patience: Patience) -> Self {
        let two = Self::together(patience).await;
        for node in &two.members {
            node.shutdown().await;
        }
        two
    }

    pub(crate) async fn end(self) {
        for node in &self.members {
            node.shutdown().await;
        }
    }
}

async fn open(folder: &TempDir) -> Node {
    let passphrase = folder.path().join("passphrase");
    fs::write(&passphrase, "いろはにほへと\n").unwrap();
    let config = Config {
        data: folder.path().join("data"),
        keys: Some(folder.path().join("keys")),
        passphrase_file: Some(passphrase),
        loopback: true,
        clock: Clock::of_tests().unwrap(),
    };
    Node::open(config).await.unwrap()
}

/// Waits until two hold the same.
pub(crate) async fn met(events: &mut Receiver<NodeEvent>) {
    loop {
        match events.recv().await {
            Ok(NodeEvent::Met { .. }) => return,
            Ok(_) | Err(RecvError::Lagged(_)) => {}
            Err(RecvError::Closed) => panic!("the device stopped"),
        }
    }
}

/// Documents for some only, as large as they may be, which nobody can read: so many bytes of them, or a little more.
pub(crate) fn pile(home: &Home, circle: CircleId, bytes: usize) -> Vec<Item> {
    let documents = bytes.div_ceil(CHUNK * CHUNKS);
    let numbers = 0..u8::try_from(documents).unwrap();
    numbers
        .flat_map(|number| document(home, circle, number))
        .collect()
}

fn document(home: &Home, circle: CircleId, number: u8) -> Vec<Item> {
    let header = Header {
        nonce: [number; 16],
        sealed: Some(SealedHeader {
            key_hash: [1; 32],
            readers_hash: [2; 32],
        }),
        ..Header::single(circle, home.person(), Kind::Sealed)
    };
    let (document, device) = (header.id(), home.author.device());
    let mut items = vec![sign(home, ItemKind::Opening, Opening { header, device }).0];
    let mut previous = Vec::new();
    for chunk in 0..CHUNKS {
        let content = Chunk {
            circle,
            document,
            device,
            previous: std::mem::take(&mut previous),
            nonce: [u8::try_from(chunk).unwrap(); 24],
            ciphertext: vec![number; CHUNK],
        };
        let (item, id) = sign(home, ItemKind::Chunk, content);
        previous.push(otagai_core::id::ItemId::from_bytes(id));
        items.push(item);
    }
    items
}

fn sign<T: Content>(home: &Home, kind: ItemKind, content: T) -> (Item, [u8; 32]) {
    let signed = Verified::sign(content, &home.author.keys().signing_key()).unwrap();
    (Item::new(kind, signed.to_bytes()), signed.hash())
}
