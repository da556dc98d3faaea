//! One computer: a data folder, the keys beside it, and what its member was told is saved.

use otagai_core::id::{CircleId, ItemId};
use otagai_node::{Config, Node, backups::CopyKind, backups::CopySource, clock::Clock, home::Home};
use std::{collections::BTreeSet, fs, path::Path, sync::Arc};
use tempfile::TempDir;

/// Everything that is never taken out of a set again.
pub(crate) type Saved = BTreeSet<ItemId>;

/// One computer.
pub(crate) struct Seat {
    pub(crate) dir: TempDir,
    /// None for a moment, while it is started again.
    node: Option<Node>,
    pub(crate) clock: Clock,
    /// What was said to be saved, or came in.
    pub(crate) saved: Saved,
}

impl Seat {
    /// A computer with an empty or a copied folder.
    pub(crate) async fn open(dir: TempDir, clock: &Clock) -> Self {
        let node = Node::open(config(dir.path(), clock)).await.unwrap();
        Self {
            dir,
            node: Some(node),
            clock: clock.clone(),
            saved: Saved::new(),
        }
    }

    pub(crate) fn node(&self) -> &Node {
        self.node.as_ref().expect("it runs")
    }

    pub(crate) fn home(&self) -> Arc<Home> {
        self.node().home().unwrap()
    }

    /// The program ends and starts again.
    pub(crate) async fn restart(&mut self) {
        self.node = None;
        self.node = Some(
            Node::open(config(self.dir.path(), &self.clock))
                .await
                .unwrap(),
        );
    }

    /// The folder and its keys, copied as they are while the program runs.
    pub(crate) async fn clone_folder(&self) -> Self {
        let dir = TempDir::new().unwrap();
        copy_folder(self.dir.path(), dir.path());
        let mut seat = Self::open(dir, &self.clock).await;
        seat.saved.clone_from(&self.saved);
        seat
    }

    /// The folder and its keys as they are now, for [`Seat::put_back`].
    pub(crate) fn copy_by_hand(&self) -> TempDir {
        let dir = TempDir::new().unwrap();
        copy_folder(self.dir.path(), dir.path());
        dir
    }

    /// The program ends, somebody copies a folder over its own, and it starts again.
    pub(crate) async fn put_back(&mut self, copy: &Path) {
        self.node = None;
        for name in ["data", "keys"] {
            fs::remove_dir_all(self.dir.path().join(name)).unwrap();
            fs::create_dir(self.dir.path().join(name)).unwrap();
            copy_folder(&copy.join(name), &self.dir.path().join(name));
        }
        self.restart().await;
    }

    /// What it holds, without seals: of these only the newest are kept.
    pub(crate) fn holds(&self, circle: CircleId) -> Saved {
        let home = self.home();
        let mut store = home.store();
        let set = store.set(circle).unwrap();
        let seals: Saved = set
            .documents()
            .flat_map(|(_, entry)| entry.seals())
            .collect();
        set.items().difference(&seals).copied().collect()
    }

    /// What was said to be saved is there.
    pub(crate) fn check(&mut self, circle: CircleId, when: &str) {
        let holds = self.holds(circle);
        let lost = self.saved.difference(&holds).count();
        assert_eq!(lost, 0, "{when}: what was saved is there");
        self.saved = holds;
    }

    /// The newest copy that was made before a restore.
    pub(crate) fn before(&self) -> CopySource {
        let status = self.node().backups().status().unwrap();
        let kept = status
            .kept
            .iter()
            .find(|kept| kept.name.kind == CopyKind::Before);
        CopySource::Kept(kept.expect("a copy was made before").name)
    }
}

fn config(dir: &Path, clock: &Clock) -> Config {
    let passphrase = dir.join("passphrase");
    fs::write(&passphrase, "いろはにほへと\n").unwrap();
    Config {
        data: dir.join("data"),
        keys: Some(dir.join("keys")),
        passphrase_file: Some(passphrase),
        loopback: true,
        clock: clock.clone(),
    }
}

/// Without the copies: they are not what opens.
fn copy_folder(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let (path, name) = (entry.path(), entry.file_name());
        if path.is_dir() && name != "backups" {
            fs::create_dir(to.join(&name)).unwrap();
            copy_folder(&path, &to.join(&name));
        } else if path.is_file() {
            fs::copy(&path, to.join(&name)).unwrap();
        }
    }
}
