//! What the edge itself refuses, and the programs around it.

use std::io;

otagai_core::refusals! {
    /// Why a command was refused before anybody was asked.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
    pub enum EdgeRefusal {
        /// No command of this name.
        #[error("there is no such command")]
        UnknownCommand = "unknownCommand",
            ja "このパソコンのおたがいの部品の版がそろっていません。おたがいを閉じて、入れ直してください。書いた内容は残っています。",
            en "Parts of Otagai on this computer do not fit together. Please close Otagai and install it again. What you wrote is still there.";
        /// The argument of a command has another shape.
        #[error("the arguments have another shape")]
        BadArguments = "badArguments",
            ja "このパソコンのおたがいの中で、うまく受け渡しができませんでした。おたがいを閉じて、開き直してください。書いた内容は残っています。",
            en "Something went wrong inside Otagai on this computer. Please close and open it again. What you wrote is still there.";
        /// A value is not of the allowed form.
        #[error("a value is not of the allowed form")]
        BadInput = "badInput";
        /// A text is too long.
        #[error("a text is too long")]
        TooLong = "tooLong";
        /// Too many forms were begun.
        #[error("there is no room for another draft")]
        DraftsTooMany = "draftsTooMany",
            ja "書きかけが多くなりすぎたため、これは取っておけません。いらない書きかけを消してから、続けてください。",
            en "Too many forms were begun, so this one cannot be kept. Delete some that are not needed, then go on.";
        /// Only what was seen at first hand.
        #[error("the basis is none that is first hand")]
        Hearsay = "hearsay",
            ja "人から聞いた話は、推薦にできません。一緒に作業して見たこと、成果物を見たことから選んでください。",
            en "Hearsay cannot be a vouch. Please choose what you saw while working together, or the result you saw.";
        /// No program on this computer makes calls.
        #[error("no program opens a telephone number")]
        ContactNoPhone = "contactNoPhone",
            ja "このパソコンには、電話をかけるソフトがないようです。番号を見ながら、お手元の電話でおかけください。",
            en "No program on this computer seems to make calls. Please dial the number on your telephone.";
        /// No mail program opened.
        #[error("no program opens a mail address")]
        ContactNoMail = "contactNoMail",
            ja "メールのソフトが開きませんでした。アドレスをコピーして、いつものメールの画面で貼り付けてください。",
            en "No mail program opened. Please copy the address and paste it where you write mail.";
        /// There is no window that could open the sample.
        #[error("this program has no window that could open the sample")]
        SampleNeedsWindow = "sampleNeedsWindow",
            ja "見本の会は、おたがいの最初の画面から開けます。コマンドでは「otagai sample load」をお使いください。",
            en "The sample circle opens from the first screen. On the command line, use: otagai sample load.";
        /// There is no window in which a file could be chosen.
        #[error("this program has no window in which a file could be chosen")]
        CopyNeedsWindow = "copyNeedsWindow",
            ja "写しのファイルは、おたがいの画面で選びます。コマンドでは「otagai backup」と「otagai restore」をお使いください。",
            en "A file is chosen in the window. On the command line, use: otagai backup, otagai restore.";
        /// Something that should not happen; what, for whoever helps.
        #[error("{0}")]
        Internal(&'static str) = "internal";
    }
}

otagai_core::refusals! {
    /// Why a file for the member was not saved.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
    pub enum FileRefusal {
        /// There is no folder for files.
        #[error("there is no folder for downloads")]
        Nowhere = "filesNowhere",
            ja "このパソコンで、「ダウンロード」の場所が見つからず、保存できませんでした。パソコンに詳しい方に、この画面を見せてください。",
            en "No Downloads folder was found on this computer, so nothing was saved. Please show this page to someone who knows computers.";
        /// The folder for files takes none.
        #[error("the folder for downloads cannot be written to")]
        ReadOnly = "filesReadOnly",
            ja "「ダウンロード」に書きこみができず、保存できませんでした。パソコンに詳しい方に、この画面を見せてください。",
            en "This computer does not allow writing to the Downloads folder, so nothing was saved. Please show this page to someone who knows computers.";
        /// Too many files of one name.
        #[error("too many files have this name already")]
        TooMany = "filesTooMany",
            ja "「ダウンロード」に同じ名前のファイルが多すぎて、保存できませんでした。いらないものを片づけて、もう一度押してください。",
            en "There are too many files of the same name in the Downloads folder, so nothing was saved. Please put some away and press again.";
        /// More than one file may hold.
        #[error("the content is too large for a file")]
        TooLarge = "fileTooLarge",
            ja "大きすぎて、一つのファイルには保存できませんでした。パソコンに詳しい方に、この画面を見せてください。",
            en "This is too large for one file, so nothing was saved. Please show this page to someone who knows computers.";
        /// No room on the disk.
        #[error("there is no room on the disk")]
        DiskFull = "diskFull";
        /// The file system said something else.
        #[error("the file could not be written: {0:?}")]
        Other(io::ErrorKind) = "internal";
    }
}

otagai_core::refusals! {
    /// Why a letter was not taken.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
    pub enum ProofRefusal {
        /// It is none.
        #[error("the text is no letter")]
        NotOurs = "proofNotOurs",
            ja "推薦書として読めませんでした。もらったファイルをそのまま選ぶか、はじめから終わりまで貼り付けてください。",
            en "This could not be read as a letter. Please choose the file as you received it, or paste it from beginning to end.";
        /// It was changed after it was signed.
        #[error("a signature does not fit")]
        Changed = "proofChanged",
            ja "確認できません。署名されたあとで、内容が変わっています。渡してくれた方に、元のファイルをもう一度もらってください。",
            en "It cannot be confirmed: something was changed after it was signed. Please ask for the original file again.";
        /// A signature was taken out.
        #[error("a signature is missing")]
        Incomplete = "proofIncomplete",
            ja "確認できません。推薦書には署名が2つありますが、このファイルには一部がありません。渡してくれた方に、元のファイルをもう一度もらってください。",
            en "It cannot be confirmed: a letter carries two signatures, and one was taken out of this file. Please ask for the original file again.";
        /// A vouch or a signature is in it twice.
        #[error("a vouch or a signature is there twice")]
        Twice = "proofTwice",
            ja "確認できません。このファイルには、同じ推薦か同じ署名が2回入っています。渡してくれた方に、元のファイルをもう一度もらってください。",
            en "It cannot be confirmed: the same vouch or the same signature is in this file twice. Please ask for the original file again.";
    }
}

otagai_core::refusals! {
    /// Why a program without a window did not do its part.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
    pub enum ProgramRefusal {
        /// There is no folder for the data on this computer.
        #[error("no data folder is named, and the system names none")]
        DataNowhere = "dataNowhere",
            ja "データを置く場所が分かりません。--data で場所を指定するか、HOME を設定してください。",
            en "There is no place for the data. Name one with --data, or set HOME.";
        /// A line on standard input is too long.
        #[error("the line is too long")]
        LineTooLong = "lineTooLong",
            ja "1行が長すぎて、読み取れませんでした。この行のことは何もしていません。",
            en "The line is too long. Nothing of it was done.";
        /// A file that was named cannot be read.
        #[error("the file cannot be read: {0:?}")]
        FileUnreadable(io::ErrorKind) = "fileUnreadable",
            ja "ファイルが見つからないか、読めません。名前と場所を確かめて、もう一度選んでください。",
            en "The file was not found or cannot be read. Please check its name and place, and choose again.";
        /// A file that was named cannot be written.
        #[error("the file cannot be written: {0:?}")]
        FileReadOnly(io::ErrorKind) = "readOnly";
        /// The path of the file is too long.
        #[error("the path of the file is too long")]
        PathTooLong = "pathTooLong";
        /// No room on the disk.
        #[error("there is no room on the disk")]
        DiskFull = "diskFull";
        /// Standard output cannot be written to.
        #[error("standard output cannot be written to: {0:?}")]
        OutputBroken(io::ErrorKind) = "outputBroken",
            ja "結果を書き出せませんでした。書き出す先を確かめて、もう一度お試しください。",
            en "The result could not be written out. Please check where it goes, and try again.";
    }
}
