//! Why a running device refused something: one enum for each thing that is done, held together by [`NodeError`].

mod contacts;
mod copies;
mod joining;
mod opening;
mod sample;

pub use contacts::ContactRefusal;
pub use copies::CopyRefusal;
pub use joining::JoinRefusal;
pub use opening::OpeningRefusal;
pub use sample::SampleRefusal;

use crate::photo::PhotoError;
use otagai_core::{
    card::ContactFault,
    deed::{DeedRefusal, WriteDeedError},
    find::FindRefusal,
    gate::EditError,
    invite_link::LinkError,
    refusal::Wording,
    signed::VerifyError,
    text::TextError,
    vouch::portable::PortableError,
};
use otagai_store::{
    CopyError, FolderError, KeyFileError, OpenError, StoreError, sealed_keys::SealedKeysError,
};
use std::sync::Arc;

otagai_core::refusals! {
    /// Why a running device refused something.
    #[derive(Debug, thiserror::Error)]
    pub enum NodeError {
        /// Nobody is set up in this data folder yet.
        #[error("nobody is set up in this data folder")]
        NotReady = "notReady",
            ja "このパソコンでは、まだお名前が登録されていません。はじめの画面で、氏名・ふりがな・呼び名を入れてください。",
            en "This computer does not know your name yet. Please enter it on the first page.";
        /// The data folder has an owner already.
        #[error("this data folder has an owner")]
        AlreadySetUp = "alreadySetUp",
            ja "このパソコンには、すでにあなたの印があります。新しく作る必要はありません。そのままお使いください。",
            en "This computer already has your seal. There is no need for a new one; please carry on.";
        /// A text was not taken.
        #[error(transparent)]
        Text(#[from] TextError) of 0;
        /// A number is outside its bounds.
        #[error("a number is outside its bounds")]
        OutOfRange = "badInput";
        /// No such circle here, or none was named where there is more than one.
        #[error("no such circle")]
        UnknownCircle = "unknownCircle";
        /// No such person in the circle.
        #[error("no such person")]
        UnknownPerson = "unknownPerson";
        /// A folder of data.
        #[error(transparent)]
        Opening(#[from] OpeningRefusal) of 0;
        /// Copies, and going back to one.
        #[error(transparent)]
        Copies(#[from] CopyRefusal) of 0;
        /// What the member wanted to do.
        #[error(transparent)]
        Deed(#[from] DeedRefusal) of 0;
        /// Coming into a circle.
        #[error(transparent)]
        Joining(#[from] JoinRefusal) of 0;
        /// How somebody is reached.
        #[error(transparent)]
        Contacts(#[from] ContactRefusal) of 0;
        /// The sample.
        #[error(transparent)]
        Sample(#[from] SampleRefusal) of 0;
        /// A line to find somebody by.
        #[error(transparent)]
        Finding(#[from] FindRefusal) of 0;
        /// The file is no photo.
        #[error(transparent)]
        Photo(#[from] PhotoError) of 0;
        /// No such job or vouch here, or it was taken back.
        #[error("no such job or vouch")]
        UnknownWork = "unknownWork";
        /// The vouch is hidden: its subject shows it to nobody.
        #[error("a hidden vouch is shown to nobody")]
        HiddenVouch = "vouchHidden",
            ja "いま表示していない推薦です。先に「表示する」を選んでから、もう一度お試しください。",
            en "You do not show this vouch now. Choose to show it first, and try again.";
        /// It has changed since it was read.
        #[error("there is another version now")]
        OtherVersion = "otherVersion";
        /// It is somebody else's to say.
        #[error("it is somebody else's to say")]
        NotYours = "notYours";
        /// There is no portable form.
        #[error(transparent)]
        Portable(#[from] PortableError) of 0;
        /// The database.
        #[error(transparent)]
        Store(#[from] StoreError) of 0;
        /// The network could not be used.
        #[error("the network could not be used: {0}")]
        Network(String) = "network",
            ja "このパソコンがネットワークにつながっていないようです。Wi-Fiかケーブルを確かめて、もう一度押してください。書いた内容は残っています。",
            en "This computer does not seem to be on a network. Please check the Wi-Fi or cable and press again. What you wrote is still there.";
        /// An edit came to nothing.
        #[error(transparent)]
        Edit(#[from] EditError) = "internal";
        /// Our own key did not sign.
        #[error(transparent)]
        Sign(#[from] VerifyError) = "internal";
        /// What we wrote ourselves was not taken by our own checks.
        #[error("our own item was refused")]
        OwnItemRefused = "internal";
        /// A task ended before its time.
        #[error("a task ended before its time")]
        Stopped = "internal";
        /// A refusal that is told more than once: why the data did not open, why there is no copy.
        #[error(transparent)]
        Shared(Arc<NodeError>) of 0;
    }
}

/// What is said by errors of a running device, and of what it is built on.
pub fn wordings() -> impl Iterator<Item = &'static Wording> {
    let own = [
        NodeError::WORDINGS,
        ContactRefusal::WORDINGS,
        CopyRefusal::WORDINGS,
        JoinRefusal::WORDINGS,
        OpeningRefusal::WORDINGS,
        SampleRefusal::WORDINGS,
        PhotoError::WORDINGS,
    ];
    otagai_core::refusal::wordings()
        .chain(otagai_store::wordings())
        .chain(otagai_sync::join::RefuseCode::WORDINGS)
        .chain(own.into_iter().flatten())
}

/// Errors of what a refusal is made of, where one thing only is done with it.
macro_rules! within {
    ($($inner:ty => $refusal:ty,)*) => {
        $(impl From<$inner> for NodeError {
            fn from(error: $inner) -> Self {
                <$refusal>::from(error).into()
            }
        })*
    };
}

within! {
    SealedKeysError => OpeningRefusal,
    FolderError => OpeningRefusal,
    KeyFileError => OpeningRefusal,
    OpenError => OpeningRefusal,
    CopyError => CopyRefusal,
    LinkError => JoinRefusal,
    ContactFault => ContactRefusal,
    WriteDeedError => DeedRefusal,
}
