//! The frame around the page as the display knows it: where it is, how large, and its close button.
//!
//! There is no window manager on the hidden display: nothing decorates a window or decides where it goes, and what
//! a manager would tell the window is told here.

use super::WindowError;
use crate::driver::{LOOK, SOON};
use tokio::time::{sleep, timeout};
use x11rb::{
    connection::Connection,
    protocol::xproto::{
        Atom, AtomEnum, ClientMessageEvent, ConfigureWindowAux, ConnectionExt, EventMask, MapState,
        Window,
    },
    rust_connection::RustConnection,
};

type Spoken<T> = Result<T, Box<dyn std::error::Error>>;

/// Where a window is and how large, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WindowPlace {
    /// From the left of the display.
    pub x: i16,
    /// From its top.
    pub y: i16,
    /// Width of what is inside.
    pub width: u16,
    /// Height of what is inside.
    pub height: u16,
}

/// The frame of the one window on a display.
#[derive(Debug)]
pub struct WindowFrame {
    connection: RustConnection,
    window: Window,
    protocols: Atom,
    delete: Atom,
}

impl WindowFrame {
    /// Waits until a window is shown that can be closed.
    ///
    /// # Errors
    /// [`WindowError::Missing`].
    pub async fn find(display: &str) -> Result<Self, WindowError> {
        let (connection, screen) = said(x11rb::connect(Some(display)).map_err(Into::into))?;
        let root = connection
            .setup()
            .roots
            .get(screen)
            .map(|screen| screen.root)
            .ok_or_else(|| WindowError::Missing("a screen".to_owned()))?;
        let atom = |name: &[u8]| Ok(connection.intern_atom(false, name)?.reply()?.atom);
        let protocols = said(atom(b"WM_PROTOCOLS"))?;
        let delete = said(atom(b"WM_DELETE_WINDOW"))?;
        let looking = async {
            loop {
                if let Some(window) = said(shown(&connection, root, protocols, delete))? {
                    return Ok::<_, WindowError>(window);
                }
                sleep(LOOK).await;
            }
        };
        let window = timeout(SOON, looking)
            .await
            .map_err(|_elapsed| WindowError::Missing("a window that is shown".to_owned()))??;
        Ok(Self {
            connection,
            window,
            protocols,
            delete,
        })
    }

    /// Where it is.
    ///
    /// # Errors
    /// [`WindowError::Driver`] when it is gone.
    pub fn place(&self) -> Result<WindowPlace, WindowError> {
        let asked = || Ok(self.connection.get_geometry(self.window)?.reply()?);
        let found = said(asked())?;
        Ok(WindowPlace {
            x: found.x,
            y: found.y,
            width: found.width,
            height: found.height,
        })
    }

    /// Moves it as its owner would.
    ///
    /// # Errors
    /// [`WindowError::Driver`] when it is gone.
    pub fn put(&self, place: WindowPlace) -> Result<(), WindowError> {
        let wanted = ConfigureWindowAux::new()
            .x(i32::from(place.x))
            .y(i32::from(place.y))
            .width(u32::from(place.width))
            .height(u32::from(place.height));
        let told = || {
            self.connection
                .configure_window(self.window, &wanted)?
                .check()?;
            Ok(())
        };
        said(told())
    }

    /// Waits until it is at a place.
    ///
    /// # Errors
    /// [`WindowError::Missing`] with where it is instead.
    pub async fn is_at(&self, place: WindowPlace) -> Result<(), WindowError> {
        let mut seen = None;
        let looking = async {
            loop {
                let now = self.place()?;
                if now == place {
                    return Ok(());
                }
                seen = Some(now);
                sleep(LOOK).await;
            }
        };
        match timeout(SOON, looking).await {
            Ok(found) => found,
            Err(_elapsed) => Err(WindowError::Missing(format!("{place:?}, but {seen:?}"))),
        }
    }

    /// Presses the close button, which a window may answer as it likes.
    ///
    /// # Errors
    /// [`WindowError::Driver`] when it is gone.
    pub fn close(&self) -> Result<(), WindowError> {
        let asked = [self.delete, x11rb::CURRENT_TIME, 0, 0, 0];
        let event = ClientMessageEvent::new(32, self.window, self.protocols, asked);
        let told = || {
            self.connection
                .send_event(false, self.window, EventMask::NO_EVENT, event)?
                .check()?;
            Ok(())
        };
        said(told())
    }
}

/// The window on a display that is shown and has a close button.
fn shown(
    connection: &RustConnection,
    root: Window,
    protocols: Atom,
    delete: Atom,
) -> Spoken<Option<Window>> {
    for window in connection.query_tree(root)?.reply()?.children {
        let (Ok(attributes), Ok(understood)) = (
            connection.get_window_attributes(window)?.reply(),
            connection
                .get_property(false, window, protocols, AtomEnum::ATOM, 0, 32)?
                .reply(),
        ) else {
            // Gone between the two questions.
            continue;
        };
        let closes = understood
            .value32()
            .is_some_and(|mut atoms| atoms.any(|atom| atom == delete));
        if attributes.map_state == MapState::VIEWABLE && closes {
            return Ok(Some(window));
        }
    }
    Ok(None)
}

fn said<T>(outcome: Spoken<T>) -> Result<T, WindowError> {
    outcome.map_err(|error| WindowError::Driver(error.to_string()))
}
