//! Why the data of a folder did not open.

use otagai_store::{FolderError, KeyFileError, OpenError, sealed_keys::SealedKeysError};

otagai_core::refusals! {
    /// Why the data of a folder did not open, or could not be made there.
    #[derive(Debug, thiserror::Error)]
    pub enum OpeningRefusal {
        /// No key chain, and no folder of keys was named.
        #[error("no key chain answers, and no folder of keys was named")]
        NoKeyChain = "keychainMissing",
            ja "このパソコンには、あなたの印をしまう場所が用意されていません。パソコンに詳しい方に、この画面を見せてください。",
            en "This computer has no safe place for your seal. Please show this page to someone who knows computers.";
        /// The key chain or the folder of keys did not give the keys.
        #[error("the keys could not be read: {0}")]
        Keys(String) = "keychainLocked";
        /// The file of the passphrase is not named, cannot be read, or is empty.
        #[error("the file of the passphrase (OTAGAI_PASSPHRASE_FILE) is not named, cannot be read, or is empty")]
        NoPassphrase = "passphraseMissing",
            ja "パスワードを書いたファイルが見つからないか、空です。データはそのままです。パソコンに詳しい方に、この画面を見せてください。",
            en "The file with the password was not found, or it is empty. Your data is untouched. Please show this page to someone who knows computers.";
        /// Keys are kept where somebody new was to begin.
        #[error("keys are kept here already")]
        KeysThere = "dataMissing",
            ja "このパソコンにあなたの鍵はありますが、データが見つかりません。おたがいは何も消していません。バックアップがあれば、そこから戻してください。",
            en "Your keys are on this computer, but the data is not. Otagai deleted nothing. If there is a backup, please go back to it.";
        /// There are keys for this folder, and no database.
        #[error("there are keys for this data folder, and no database in it")]
        DataMissing = "dataMissing";
        /// There are copies in this folder, and neither database nor keys.
        #[error("there are copies in this data folder, and neither database nor keys")]
        OnlyCopies = "backupsOnly",
            ja "このパソコンには、バックアップだけが残っています。データと鍵が見つかりません。おたがいは何も消していません。引き継ぎのことば(24語)を用意して、バックアップから戻してください。",
            en "Only backups are left on this computer: the data and the keys are missing. Otagai deleted nothing. Please take your recovery words and go back to a backup.";
        /// There is a database, and no key file.
        #[error("there is a database in this data folder, and no key file")]
        KeyFileMissing = "keyFileMissing";
        /// There is a database, and no keys are kept for it.
        #[error("there is a database in this data folder, and no keys are kept for it")]
        KeysMissing = "keysMissing";
        /// The data open: there is nothing to be opened with the words.
        #[error("the data are open")]
        NotShut = "notShut",
            ja "データは、もう開いています。おたがいを閉じて、開き直してください。",
            en "The data is open already. Please close Otagai and open it again.";
        /// Nothing in the data folder holds keys that the words could open.
        #[error("nothing in the data folder holds keys that the words could open")]
        NoSpare = "spareMissing",
            ja "このパソコンには、引き継ぎのことば(24語)で開けられるものが残っていません。データはそのままです。バックアップのファイルから戻してください。",
            en "Nothing on this computer can be opened with the recovery words. Your data is untouched. Please go back to a backup in a file.";
        /// The recovery words were printed and erased.
        #[error("the recovery words are no longer here")]
        WordsGone = "recoveryDone",
            ja "引き継ぎの控えは、もう紙に移してあります。このパソコンには残っていません。印刷した紙をご覧ください。",
            en "Your hand-over copy is already on paper and no longer on this computer. Please look at the printed sheet.";
        /// The file of sealed keys.
        #[error(transparent)]
        SealedKeys(#[from] SealedKeysError) of 0;
        /// The data folder is taken or cannot be used.
        #[error(transparent)]
        Folder(#[from] FolderError) of 0;
        /// The key file of the database.
        #[error(transparent)]
        KeyFile(#[from] KeyFileError) of 0;
        /// The data folder did not open.
        #[error(transparent)]
        Open(#[from] OpenError) of 0;
    }
}
