//! samod over the same transport, with the same documents. It checks no signatures and writes to no disk here.

use super::{
    question::{DocumentState, SamodQuestion},
    raw,
};
use crate::{clock, outcome::BenchOutcome, stock};
use automerge::{Automerge, ROOT, transaction::Transactable};
use iroh::{
    Endpoint,
    endpoint::{Connection, VarInt},
};
use n0_future::StreamExt;
use otagai_node::{
    endpoint::{self, MEET_ALPN},
    ticket::Ticket,
};
use samod::{
    BackoffConfig, ConnectionId, DialError, Dialer, DialerHandle, DocHandle, PeerId, Repo,
    Transport,
};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    convert::Infallible,
    future::Future,
    path::Path,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::{task::JoinSet, time::timeout};

/// How long anything may take before it is given up.
const PATIENCE: Duration = Duration::from_mins(5);

/// A repository.
pub(super) struct Samod {
    repo: Repo,
    endpoint: Endpoint,
    handles: BTreeMap<String, DocHandle>,
    dialled: Option<(DialerHandle<Infallible>, DialerSlot)>,
    watched: Option<tokio::task::JoinHandle<u64>>,
}

/// The connection of a dialer, to count what went over it.
type DialerSlot = Arc<Mutex<Option<Connection>>>;

impl Samod {
    async fn new() -> BenchOutcome<Self> {
        let endpoint = raw::bind().await?;
        let repo = Repo::build_tokio()
            .with_peer_id(PeerId::from(endpoint.id().to_string()))
            .load()
            .await;
        Ok(Self {
            repo,
            endpoint,
            handles: BTreeMap::new(),
            dialled: None,
            watched: None,
        })
    }
}

pub(super) async fn answer(
    samod: &mut Option<Samod>,
    question: SamodQuestion,
) -> BenchOutcome<Value> {
    if samod.is_none() {
        *samod = Some(Samod::new().await?);
    }
    let samod = samod.as_mut().ok_or("never")?;
    match question {
        SamodQuestion::Serve { documents } => serve(samod, &documents).await,
        SamodQuestion::Fetch {
            ticket,
            documents,
            only,
        } => fetch(samod, ticket.parse()?, documents, &only).await,
        SamodQuestion::Part => {
            if let Some((dialer, slot)) = samod.dialled.take() {
                dialer.close();
                if let Some(connection) = taken(&slot) {
                    connection.close(VarInt::from_u32(0), b"bye");
                }
            }
            Ok(Value::Null)
        }
        SamodQuestion::Edit { document, text } => edit(samod, &document, text).await,
        SamodQuestion::Watch { document } => {
            let handle = samod.handles.get(&document).ok_or("no such document")?;
            let mut changes = handle.changes();
            samod.watched = Some(tokio::spawn(async move {
                let _change = changes.next().await;
                clock::now()
            }));
            Ok(Value::Null)
        }
        SamodQuestion::Shown => {
            let watched = samod.watched.take().ok_or("nothing is watched")?;
            let at = timeout(PATIENCE, watched).await??;
            Ok(json!({ "at": at }))
        }
    }
}

async fn serve(samod: &mut Samod, file: &Path) -> BenchOutcome<Value> {
    let mut documents = Vec::new();
    for saved in stock::read_documents(file)? {
        let document = Automerge::load(&saved)?;
        let heads = heads(&document);
        let handle = samod.repo.create(document).await?;
        let id = handle.document_id().to_string();
        documents.push(DocumentState {
            id: id.clone(),
            heads,
        });
        samod.handles.insert(id, handle);
    }
    let url = format!("iroh://{}", samod.endpoint.id()).parse()?;
    let acceptor = samod.repo.make_acceptor(url)?;
    let endpoint = samod.endpoint.clone();
    tokio::spawn(async move {
        while let Some(incoming) = endpoint.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                let connection = incoming.await?;
                let (send, recv) = connection.accept_bi().await?;
                let peer = PeerId::from(connection.remote_id().to_string());
                let transport = Transport::from_tokio_io(tokio::io::join(recv, send));
                acceptor.accept(transport.with_expected_peer_id(peer))?;
                connection.closed().await;
                BenchOutcome::Ok(())
            });
        }
    });
    let ticket = Ticket::from(&endpoint::current_addr(&samod.endpoint)).to_string();
    Ok(json!({ "ticket": ticket, "documents": documents }))
}

/// Dials the way Otagai does.
struct IrohDialer {
    endpoint: Endpoint,
    ticket: Ticket,
    slot: DialerSlot,
}

impl Dialer for IrohDialer {
    type Error = Infallible;

    fn url(&self) -> url::Url {
        // Only for logs; the id is hexadecimal and always a host name.
        url::Url::parse(&format!("iroh://{}", self.ticket.device()))
            .unwrap_or_else(|_never| unreachable!("an id is a host name"))
    }

    fn connect(
        &self,
    ) -> Pin<Box<dyn Future<Output = Result<Transport, DialError<Infallible>>> + Send>> {
        let (endpoint, ticket) = (self.endpoint.clone(), self.ticket.clone());
        let slot = Arc::clone(&self.slot);
        Box::pin(async move {
            let addresses = ticket.addrs().iter().copied();
            let connection = endpoint::dial(&endpoint, ticket.device(), addresses, MEET_ALPN)
                .await
                .map_err(DialError::transient)?;
            let (send, recv) = connection.open_bi().await.map_err(DialError::transient)?;
            let peer = PeerId::from(connection.remote_id().to_string());
            *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(connection);
            let transport = Transport::from_tokio_io(tokio::io::join(recv, send));
            Ok(transport.with_expected_peer_id(peer))
        })
    }
}

async fn fetch(
    samod: &mut Samod,
    ticket: Ticket,
    documents: Vec<DocumentState>,
    only: &[String],
) -> BenchOutcome<Value> {
    let slot = DialerSlot::default();
    let dialer = Arc::new(IrohDialer {
        endpoint: samod.endpoint.clone(),
        ticket,
        slot: Arc::clone(&slot),
    });
    let begin = clock::now();
    let handle = samod.repo.dial(BackoffConfig::default(), dialer)?;
    timeout(PATIENCE, handle.established())
        .await?
        .map_err(|error| error.to_string())?;
    let connection = handle.connection_id().ok_or("not connected")?;
    let mut waits = JoinSet::new();
    for document in documents {
        if !only.is_empty() && !only.contains(&document.id) {
            continue;
        }
        let known = samod.handles.get(&document.id).cloned();
        waits.spawn(has(samod.repo.clone(), known, document, connection));
    }
    let got = timeout(PATIENCE, async {
        let mut got = Vec::new();
        while let Some(one) = waits.join_next().await {
            got.push(one??);
        }
        BenchOutcome::Ok(got)
    });
    let got = got.await??;
    let ms = clock::since(begin);
    samod.handles.extend(got);
    let stats = slot
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .as_ref()
        .map(Connection::stats)
        .ok_or("no connection")?;
    samod.dialled = Some((handle, slot));
    Ok(json!({
        "ms": ms,
        "udp_sent": stats.udp_tx.bytes,
        "udp_received": stats.udp_rx.bytes,
    }))
}

/// Waits until a document is here at its heads, and both sides have said so.
async fn has(
    repo: Repo,
    known: Option<DocHandle>,
    document: DocumentState,
    connection: ConnectionId,
) -> BenchOutcome<(String, DocHandle)> {
    let handle = if let Some(handle) = known {
        handle
    } else {
        let found = repo.find(document.id.parse()?).await?;
        found.ok_or("a document was not found")?
    };
    let mut changes = handle.changes();
    while handle.with_document(|document| heads(document)) != document.heads {
        changes.next().await.ok_or("the repository stopped")?;
    }
    handle.we_have_their_changes(connection).await;
    Ok((document.id, handle))
}

async fn edit(samod: &Samod, id: &str, text: String) -> BenchOutcome<Value> {
    let handle = samod.handles.get(id).ok_or("no such document")?.clone();
    let begin = clock::now();
    let heads = handle
        .with_document_async(move |document| {
            document
                .transact(|transaction| transaction.put(ROOT, "banner", text))
                .map_err(|failure| failure.error.to_string())?;
            Ok::<_, String>(heads(document))
        })
        .await??;
    Ok(json!({ "begin": begin, "heads": heads }))
}

fn heads(document: &Automerge) -> Vec<String> {
    let mut heads: Vec<String> = document
        .get_heads()
        .iter()
        .map(ToString::to_string)
        .collect();
    heads.sort();
    heads
}

fn taken(slot: &DialerSlot) -> Option<Connection> {
    slot.lock().unwrap_or_else(PoisonError::into_inner).take()
}
