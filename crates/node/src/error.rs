//! Why a running device refused something.

use crate::photo::PhotoError;
use otagai_core::{
    card::ContactFault,
    gate::EditError,
    invite_link::LinkError,
    job::JobFault,
    sealed::{SealError, WrapError},
    signed::VerifyError,
    text::TextError,
    vouch::{VouchFault, portable::PortableError},
};
use otagai_store::{
    CopyError, FolderError, KeyFileError, OpenError, StoreError, sealed_keys::SealedKeysError,
};
use otagai_sync::join::RefuseCode;
use std::sync::Arc;

/// Why a running device refused something.
#[derive(Debug, thiserror::Error)]
pub enum NodeError {
    /// Nobody is set up in this data folder yet.
    #[error("nobody is set up in this data folder")]
    NotReady,
    /// The data folder has an owner already.
    #[error("this data folder has an owner")]
    AlreadySetUp,
    /// A text was not taken.
    #[error(transparent)]
    Text(#[from] TextError),
    /// A number is outside its bounds.
    #[error("a number is outside its bounds")]
    OutOfRange,
    /// No such circle here, or none was named where there is more than one.
    #[error("no such circle")]
    UnknownCircle,
    /// No such person in the circle.
    #[error("no such person")]
    UnknownPerson,
    /// A line to find somebody by is too long.
    #[error("the line is too long")]
    LineTooLong,
    /// No licence of this name is on the card.
    #[error("no such licence")]
    UnknownLicence,
    /// Nobody sees the original of their own licence.
    #[error("one's own licence")]
    OwnLicence,
    /// A way to be reached was not taken.
    #[error(transparent)]
    Contact(#[from] ContactFault),
    /// The card has no such way to be reached, or none that opens anything.
    #[error("no such contact")]
    UnknownContact,
    /// The folder is the sample's: nobody is called by its invented numbers.
    #[error("contacts of the sample are invented")]
    SampleContact,
    /// No such job or vouch here, or it was taken back.
    #[error("no such job or vouch")]
    UnknownWork,
    /// The vouch is hidden: its subject shows it to nobody.
    #[error("a hidden vouch is shown to nobody")]
    HiddenVouch,
    /// The job record breaks rules.
    #[error("the job record breaks rules: {0:?}")]
    Job(Vec<JobFault>),
    /// The vouch breaks rules.
    #[error("the vouch breaks rules: {0:?}")]
    Vouch(Vec<VouchFault>),
    /// There is one of the same pair, direction and job.
    #[error("there is a vouch for this person and job")]
    SecondVouch,
    /// The subject says that the job was not so.
    #[error("the subject does not agree with the job record")]
    DisputedJob,
    /// It has changed since it was read.
    #[error("there is another version now")]
    OtherVersion,
    /// A new version names people whom the first one did not.
    #[error("a new version names other people")]
    OtherPeople,
    /// It is somebody else's to say.
    #[error("it is somebody else's to say")]
    NotYours,
    /// It was answered before.
    #[error("it was answered before")]
    Answered,
    /// The vouch breaks rules, so it cannot be accepted.
    #[error("the vouch does not count")]
    VoidVouch,
    /// The file is no photo.
    #[error(transparent)]
    Photo(#[from] PhotoError),
    /// There is no portable form.
    #[error(transparent)]
    Portable(#[from] PortableError),
    /// A chunk was not made.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// A grant was not made.
    #[error(transparent)]
    Wrap(#[from] WrapError),
    /// The link was not taken.
    #[error(transparent)]
    Link(#[from] LinkError),
    /// An address ticket was not taken.
    #[error("the ticket cannot be read")]
    BadTicket,
    /// This device is in the circle already.
    #[error("already in the circle")]
    AlreadyMember,
    /// The other device refused the newcomer.
    #[error("the other device refused: {0:?}")]
    Refused(RefuseCode),
    /// Nobody answered.
    #[error("nobody answered")]
    NobodyReached,
    /// No key chain, and no folder of keys was named.
    #[error("no key chain answers, and no folder of keys was named")]
    NoKeyChain,
    /// The key chain or the folder of keys did not give the keys.
    #[error("the keys could not be read: {0}")]
    Keys(String),
    /// The file of the passphrase is not named, cannot be read, or is empty.
    #[error("the file of the passphrase is not named, cannot be read, or is empty")]
    NoPassphrase,
    /// Keys are kept where somebody new was to begin.
    #[error("keys are kept here already")]
    KeysThere,
    /// There are keys for this folder, and no database.
    #[error("there are keys for this data folder, and no database in it")]
    DataMissing,
    /// There are copies in this folder, and neither database nor keys.
    #[error("there are copies in this data folder, and neither database nor keys")]
    OnlyCopies,
    /// There is a database, and no key file.
    #[error("there is a database in this data folder, and no key file")]
    KeyFileMissing,
    /// There is a database, and no keys are kept for it.
    #[error("there is a database in this data folder, and no keys are kept for it")]
    KeysMissing,
    /// The data open: there is nothing to be opened with the words.
    #[error("the data are open")]
    NotShut,
    /// Nothing in the data folder holds keys that the words could open.
    #[error("nothing in the data folder holds keys that the words could open")]
    NoSpare,
    /// The recovery words were printed and erased.
    #[error("the recovery words are no longer here")]
    WordsGone,
    /// The file of sealed keys.
    #[error(transparent)]
    SealedKeys(#[from] SealedKeysError),
    /// The data folder is taken or cannot be used.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// The key file of the database.
    #[error(transparent)]
    KeyFile(#[from] KeyFileError),
    /// The data folder did not open.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// An edit came to nothing.
    #[error(transparent)]
    Edit(#[from] EditError),
    /// Our own key did not sign.
    #[error(transparent)]
    Sign(#[from] VerifyError),
    /// What we wrote ourselves was not taken by our own checks.
    #[error("our own item was refused")]
    OwnItemRefused,
    /// The network could not be used.
    #[error("the network could not be used: {0}")]
    Network(String),
    /// The folder is the sample's: it meets no other computer.
    #[error("the sample meets no other computer")]
    SampleOffline,
    /// The folder is the sample's: its keys are public, so nobody founds a circle of their own with them.
    #[error("no circle is founded in the sample")]
    SampleCircleOnly,
    /// The data folder has an owner, and the sample needs one of its own.
    #[error("the sample needs a data folder of its own, and this one has an owner")]
    SampleFolderTaken,
    /// No copy of this name in the data folder.
    #[error("no such copy")]
    UnknownCopy,
    /// A copy was not made or not read.
    #[error(transparent)]
    Copy(#[from] CopyError),
    /// The disk has little room, so no copy was made.
    #[error("the disk has too little room for a copy")]
    NoRoom,
    /// The copy was made on another computer: the recovery words open it.
    #[error("only the recovery words open this copy here")]
    CopyNeedsWords,
    /// The copy has no keys inside: it opens on the computer that made it, and nowhere else.
    #[error("this copy opens on the computer that made it only")]
    CopyElsewhere,
    /// The words are no recovery words, or not those of the copy.
    #[error("the words do not open this copy")]
    WordsWrong,
    /// The folder is the sample's, or the copy is one of it.
    #[error("the sample is not copied")]
    SampleNotCopied,
    /// Something is under way that holds the data.
    #[error("something is under way that holds the data")]
    Busy,
    /// A refusal that is told more than once: why the data did not open, why there is no copy.
    #[error(transparent)]
    Shared(Arc<NodeError>),
    /// A task ended before its time.
    #[error("a task ended before its time")]
    Stopped,
}
