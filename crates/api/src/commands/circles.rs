//! Circles, invitations and joining.

use crate::{
    ApiError, Device, convert, qr,
    view::{
        CharterView, CircleArgs, CircleCreateArgs, CircleView, InviteArgs, InvitePreview,
        InviteView, JoinArgs, LinkArgs, Nothing, Standing,
    },
};
use otagai_core::{charter::Charter, id::CircleId, invite_link::InviteLink};
use otagai_node::{NodeError, home::Home, store::Standing as Row};

pub(super) async fn create(
    device: &Device,
    args: CircleCreateArgs,
) -> Result<CircleView, ApiError> {
    let circle = device
        .node
        .with_home(move |home| home.create_circle(&args.name, &args.purpose))
        .await?;
    refresh(device).await;
    Ok(device
        .node
        .with_home(move |home| view(home, circle))
        .await?)
}

pub(super) async fn list(device: &Device, _: Nothing) -> Result<Vec<CircleView>, ApiError> {
    Ok(device.node.with_home(views).await?)
}

pub(super) async fn charter(device: &Device, args: CircleArgs) -> Result<CharterView, ApiError> {
    let named = convert::circle(&args.circle)?;
    let charter = device
        .node
        .with_home(move |home| home.charter(home.circle(named)?))
        .await?;
    Ok(charter_view(charter))
}

pub(super) async fn invite(device: &Device, args: InviteArgs) -> Result<InviteView, ApiError> {
    let named = convert::circle(&args.circle)?;
    let network = device.node.network().await?;
    let circle = device
        .node
        .with_home(move |home| home.circle(named))
        .await?;
    let hosts = network.hosts(circle).await?;
    let made = device
        .node
        .with_home(move |home| home.invite(circle, &args.to, args.uses, args.days, hosts))
        .await?;
    let link = made.link.to_string();
    let (qr_path, qr_size) = qr::path(&link)?;
    Ok(InviteView {
        invitation: made.id.to_string(),
        link,
        qr_path,
        qr_size,
        expires_at: made.expires_at,
        uses: made.uses,
        to: made.to,
    })
}

pub(super) async fn invite_read(
    device: &Device,
    args: LinkArgs,
) -> Result<InvitePreview, ApiError> {
    let link = parse(&args.link)?;
    let circle = link.circle;
    let already_in = match device.node.home() {
        Ok(_) => {
            device
                .node
                .with_home(move |home| Ok(home.store().circles()?.contains(&circle)))
                .await?
        }
        Err(_nobody_yet) => false,
    };
    Ok(preview(link, already_in))
}

/// Reads an invitation link by itself: without a data folder, without keys, and whoever has the data open.
///
/// # Errors
/// The code of why it is no link.
pub fn read_link_alone(link: &str) -> Result<InvitePreview, ApiError> {
    Ok(preview(parse(link)?, false))
}

fn preview(link: InviteLink, already_in: bool) -> InvitePreview {
    InvitePreview {
        circle: link.circle.to_string(),
        name: link.name,
        inviter: link.inviter,
        already_in,
    }
}

pub(super) async fn join_open(device: &Device, args: LinkArgs) -> Result<CharterView, ApiError> {
    let link = parse(&args.link)?;
    let network = device.node.network().await?;
    Ok(charter_view(network.read_charter(&link).await?))
}

pub(super) async fn join(device: &Device, args: JoinArgs) -> Result<CircleView, ApiError> {
    let link = parse(&args.link)?;
    let network = device.node.network().await?;
    network.join(&link, &args.hello).await?;
    Ok(device
        .node
        .with_home(move |home| view(home, link.circle))
        .await?)
}

fn parse(text: &str) -> Result<InviteLink, NodeError> {
    Ok(InviteLink::parse(text)?)
}

/// A new circle is announced nearby as soon as the network runs.
async fn refresh(device: &Device) {
    if let Ok(network) = device.node.network().await
        && let Err(error) = network.refresh_keys().await
    {
        tracing::warn!(%error, "the new circle is not announced yet");
    }
}

fn charter_view(charter: Charter) -> CharterView {
    CharterView {
        name: charter.name,
        purpose: charter.purpose,
        conditions: charter.conditions,
        data_use: charter.data_use,
    }
}

/// All circles of this device.
pub(super) fn views(home: &Home) -> Result<Vec<CircleView>, NodeError> {
    let circles = home.store().circles()?;
    circles
        .into_iter()
        .map(|circle| view(home, circle))
        .collect()
}

fn view(home: &Home, circle: CircleId) -> Result<CircleView, NodeError> {
    let called = home.called_in(circle)?;
    let store = home.store();
    let about = store.about(circle)?;
    let charter = about.charter.map(|row| row.charter).unwrap_or_default();
    let members = store.members(circle)?;
    let mine = members.iter().find(|row| row.person == home.person());
    let count = members
        .iter()
        .filter(|row| row.standing == Row::Member)
        .count();
    Ok(CircleView {
        circle: circle.to_string(),
        name: if charter.name.is_empty() {
            about.name
        } else {
            charter.name
        },
        purpose: charter.purpose,
        members: u32::try_from(count).unwrap_or(u32::MAX),
        standing: mine.map_or(Standing::Waiting, |row| standing(row.standing)),
        my_name: called.name,
        my_short: called.short,
    })
}

/// How a person stands, as a screen is told.
pub(super) const fn standing(row: Row) -> Standing {
    match row {
        Row::Member => Standing::Member,
        Row::Waiting => Standing::Waiting,
        Row::Left => Standing::Left,
    }
}
