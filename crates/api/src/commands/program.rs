//! The program itself.

use crate::{
    ApiError, Device, EdgeRefusal,
    view::{AppState, InitArgs, Language, Me, Nothing, RecoveryState, RecoveryWords, SettingsArgs},
};
use otagai_core::phrase::WordList;
use otagai_node::{NodeError, Recovery, home::Home, profile::Profile};

const LANGUAGE: &str = "language";
const TEXT_PERCENT: &str = "textPercent";
/// How the program looks: a sample that is made anew goes on looking so.
pub(crate) const KEPT_SETTINGS: &[&str] = &[LANGUAGE, TEXT_PERCENT];

pub(super) async fn app_state(device: &Device, _: Nothing) -> Result<AppState, ApiError> {
    let empty = AppState {
        me: None,
        circles: Vec::new(),
        recovery: RecoveryState::Sealed,
        language: Language::Japanese,
        text_percent: 100,
        pending_link: device.take_link(),
        sample: false,
    };
    match device.node.home() {
        Ok(_) => {}
        Err(NodeError::NotReady) => return Ok(empty),
        // There is somebody, and what is wrong with their data is to be said.
        Err(shut) => return Err(shut.into()),
    }
    let (me, circles, settings, sample) = device
        .node
        .with_home(|home| {
            let circles = super::circles::views(home)?;
            Ok((me(home)?, circles, settings(home)?, home.is_sample()))
        })
        .await?;
    let recovery = match device.node.recovery().await? {
        Recovery::Sealed => RecoveryState::Sealed,
        Recovery::Due => RecoveryState::Due,
        Recovery::Done => RecoveryState::Done,
    };
    let (language, text_percent) = settings;
    Ok(AppState {
        me: Some(me),
        circles,
        recovery,
        language,
        text_percent,
        sample,
        ..empty
    })
}

pub(super) async fn init(device: &Device, args: InitArgs) -> Result<Me, ApiError> {
    let profile = Profile::new(&args.name, &args.reading, &args.short).map_err(NodeError::from)?;
    device.node.init(profile).await?;
    // Being offline is no reason not to begin.
    if let Err(error) = device.go_online().await {
        tracing::warn!(%error, "the network did not start");
    }
    Ok(device.node.with_home(me).await?)
}

pub(super) async fn recovery_words(device: &Device, _: Nothing) -> Result<RecoveryWords, ApiError> {
    let (language, _) = device.node.with_home(settings).await?;
    let list = match language {
        Language::Japanese => WordList::Japanese,
        Language::English => WordList::English,
    };
    Ok(RecoveryWords {
        words: device.node.recovery_words(list).await?,
    })
}

pub(super) async fn recovery_done(device: &Device, _: Nothing) -> Result<Nothing, ApiError> {
    device.node.recovery_done().await?;
    Ok(Nothing {})
}

pub(super) async fn settings_set(device: &Device, args: SettingsArgs) -> Result<Nothing, ApiError> {
    if !(100..=200).contains(&args.text_percent) {
        return Err(EdgeRefusal::BadInput.into());
    }
    device
        .node
        .with_home(move |home| {
            let mut store = home.store();
            store.put_setting(LANGUAGE, args.language.word())?;
            store.put_setting(TEXT_PERCENT, &args.text_percent.to_string())?;
            Ok(())
        })
        .await?;
    Ok(Nothing {})
}

pub(super) async fn sample_start(device: &Device, _: Nothing) -> Result<Nothing, ApiError> {
    device.open_sample_window()?;
    Ok(Nothing {})
}

fn me(home: &Home) -> Result<Me, NodeError> {
    let profile = home.profile()?;
    Ok(Me {
        person: home.person().to_string(),
        device: home.author.device().to_string(),
        name: profile.name,
        reading: profile.reading,
        short: profile.short,
    })
}

/// The language of the screen.
pub(crate) fn language(home: &Home) -> Result<Language, NodeError> {
    Ok(settings(home)?.0)
}

fn settings(home: &Home) -> Result<(Language, u16), NodeError> {
    let store = home.store();
    let language = store.setting(LANGUAGE)?;
    let percent = store
        .setting(TEXT_PERCENT)?
        .and_then(|text| text.parse().ok())
        .unwrap_or(100);
    let language = language.as_deref().and_then(Language::from_word);
    Ok((language.unwrap_or_default(), percent))
}
