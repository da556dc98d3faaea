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
    find::FindRefusal,
    gate::EditError,
    invite_link::LinkError,
    job::JobFault,
    refusal::Wording,
    sealed::{SealError, WrapError},
    signed::VerifyError,
    text::TextError,
    vouch::{VouchFault, portable::PortableError},
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
        /// No licence of this name is on the card.
        #[error("no such licence")]
        UnknownLicence = "unknownLicence",
            ja "その資格は、いまのカードには書かれていません。ご本人が書き直したのかもしれません。ページを開き直してください。",
            en "That licence is not on the card as it is now. The person may have changed it. Please open the page again.";
        /// Nobody sees the original of their own licence.
        #[error("one's own licence")]
        OwnLicence = "ownLicence",
            ja "ご自分の資格の原本確認は、ご自分では書けません。会のなかまに原本を見てもらってください。",
            en "You cannot say that you saw the original of your own licence. Please show it to a member of the circle.";
        /// No such job or vouch here, or it was taken back.
        #[error("no such job or vouch")]
        UnknownWork = "unknownWork";
        /// The vouch is hidden: its subject shows it to nobody.
        #[error("a hidden vouch is shown to nobody")]
        HiddenVouch = "vouchHidden",
            ja "いま表示していない推薦です。先に「表示する」を選んでから、もう一度お試しください。",
            en "You do not show this vouch now. Choose to show it first, and try again.";
        /// The job record breaks rules.
        #[error("the job record breaks rules: {0:?}")]
        Job(Vec<JobFault>) of 0;
        /// The vouch breaks rules.
        #[error("the vouch breaks rules: {0:?}")]
        Vouch(Vec<VouchFault>) of 0;
        /// There is one of the same pair, direction and job.
        #[error("there is a vouch for this person and job")]
        SecondVouch = "secondVouch",
            ja "この仕事での、この方への推薦は、もう書いてあります。書き直すときは、「推薦」の画面で前のものを取り下げてください。",
            en "You have already vouched for this person on this work. To write it anew, please withdraw the earlier one under “Vouches”.";
        /// The subject says that the job was not so.
        #[error("the subject does not agree with the job record")]
        DisputedJob = "disputedJob",
            ja "相手の方が、この仕事の記録に「直してほしい」か「受け取らない」と答えています。先に記録を直して、確認してもらってください。",
            en "The other person asked for this record to be put right, or did not accept it. Please put the record right and have it confirmed first.";
        /// It has changed since it was read.
        #[error("there is another version now")]
        OtherVersion = "otherVersion";
        /// A new version names people whom the first one did not.
        #[error("a new version names other people")]
        OtherPeople = "otherPeople",
            ja "記録を直すときに、はじめにいなかった方をくわえることはできません。その方をはずすか、新しい記録を作ってください。",
            en "When a record is put right, new people cannot be added. Please leave them out, or make a new record.";
        /// It is somebody else's to say.
        #[error("it is somebody else's to say")]
        NotYours = "notYours";
        /// It was answered before.
        #[error("it was answered before")]
        Answered = "alreadyAnswered",
            ja "この推薦には、もう答えています。表示するかどうかは、「推薦」の画面でいつでも変えてください。",
            en "You have answered this vouch already. Please hide or show it under “Vouches” at any time.";
        /// The vouch breaks rules, so it cannot be accepted.
        #[error("the vouch does not count")]
        VoidVouch = "voidVouch",
            ja "この推薦は、内容がきまりに合わないため受け取れません。書いた方に、書き直しをお願いしてください。",
            en "Something in this vouch breaks the rules, so it cannot be accepted. Please ask its writer to write it anew.";
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
        /// A chunk was not made.
        #[error(transparent)]
        Seal(#[from] SealError) = "internal";
        /// A grant was not made.
        #[error(transparent)]
        Wrap(#[from] WrapError) = "internal";
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
}
