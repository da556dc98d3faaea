//! The floor of every transfer: the same bytes over the same endpoint settings, and nothing else.

use super::question::RawQuestion;
use crate::{clock, outcome::BenchOutcome};
use iroh::Endpoint;
use otagai_node::{
    endpoint::{self, MEET_ALPN, Reach},
    ticket::Ticket,
};
use serde_json::{Value, json};

/// A bare endpoint.
pub(super) struct Raw {
    endpoint: Endpoint,
}

pub(super) async fn answer(raw: &mut Option<Raw>, question: RawQuestion) -> BenchOutcome<Value> {
    if let RawQuestion::Bind = question {
        let endpoint = bind().await?;
        let ticket = Ticket::from(&endpoint::current_addr(&endpoint)).to_string();
        *raw = Some(Raw { endpoint });
        return Ok(json!({ "ticket": ticket }));
    }
    let raw = raw.as_ref().ok_or("the endpoint is not bound")?;
    match question {
        RawQuestion::Bind => Ok(Value::Null),
        RawQuestion::Serve { bytes } => {
            tokio::spawn(serve(raw.endpoint.clone(), bytes));
            Ok(Value::Null)
        }
        RawQuestion::Fetch { ticket } => fetch(&raw.endpoint, &ticket.parse()?).await,
    }
}

/// An endpoint of the product, with a key of its own.
pub(super) async fn bind() -> BenchOutcome<Endpoint> {
    let secret = iroh::SecretKey::generate().to_bytes();
    Ok(endpoint::bind(&secret, Reach::Loopback, 0).await?)
}

async fn serve(endpoint: Endpoint, bytes: usize) -> BenchOutcome {
    let content = vec![7; bytes];
    let incoming = endpoint.accept().await.ok_or("the endpoint is closed")?;
    let connection = incoming.await?;
    let (mut send, mut recv) = connection.accept_bi().await?;
    recv.read_to_end(64).await?;
    send.write_all(&content).await?;
    send.finish()?;
    connection.closed().await;
    Ok(())
}

async fn fetch(endpoint: &Endpoint, ticket: &Ticket) -> BenchOutcome<Value> {
    let begin = clock::now();
    let addresses = ticket.addrs().iter().copied();
    let connection = endpoint::dial(endpoint, ticket.device(), addresses, MEET_ALPN).await?;
    let connected = clock::since(begin);
    let (mut send, mut recv) = connection.open_bi().await?;
    send.write_all(b"give").await?;
    send.finish()?;
    let got = recv.read_to_end(1 << 30).await?;
    let whole = clock::since(begin);
    connection.close(iroh::endpoint::VarInt::from_u32(0), b"bye");
    Ok(json!({ "connected": connected, "whole": whole, "bytes": got.len() }))
}
