//! Error codes: what a screen shows is chosen by the code; the sentence is for scripts and logs.

use serde::{Deserialize, Serialize};
use std::fmt;
use ts_rs::TS;

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident $ja:literal $en:literal,)*) => {
        /// Why something was refused. A code exists only where a screen says something of its own.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
        #[serde(rename_all = "camelCase")]
        pub enum ErrorCode {
            $($(#[doc = $doc])+ $name,)*
        }

        impl ErrorCode {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// What happened, whose side, what to do next, in Japanese.
            pub const fn japanese(self) -> &'static str {
                match self {
                    $(Self::$name => $ja,)*
                }
            }

            /// The same in English.
            pub const fn english(self) -> &'static str {
                match self {
                    $(Self::$name => $en,)*
                }
            }
        }
    };
}

codes! {
    /// Nobody is set up in this data folder yet.
    NotReady "まだお名前が登録されていません。先に「はじめる」でお名前を入れてください。" "No one is set up on this computer yet. Enter your name first.",
    /// The data folder has an owner already.
    AlreadySetUp "このパソコンは、もうお名前が登録されています。" "This computer is set up already.",
    /// A value is not of the allowed form.
    BadInput "入れた内容を読み取れませんでした。書き方を確かめて、もう一度お試しください。" "What was entered could not be read. Check it and try again.",
    /// A text is too long.
    TooLong "文が長すぎます。短くしてください。" "The text is too long. Make it shorter.",
    /// A limit of the protocol on numbers is reached by this member.
    WrittenTooMuch "この会であなたが書いたものが、保存できる数いっぱいになりました。今の分は保存していません。これまでのものは、すべてそのままです。使わなくなった記録や推薦を取り下げてから、もう一度お試しください。" "You have reached the number of entries one person can have in this circle. This one was not saved; everything before is untouched. Take back records or vouches you no longer need, then try again.",
    /// Too many forms were begun.
    DraftsTooMany "書きかけが多くなりすぎたため、これは取っておけません。いらない書きかけを消してから、続けてください。" "Too many forms were begun, so this one cannot be kept. Delete some that are not needed, then go on.",
    /// A required text is empty.
    Empty "空のままにはできません。何か書いてください。" "This cannot be empty. Write something.",
    /// No such circle here.
    UnknownCircle "その会は、このパソコンにありません。" "That circle is not on this computer.",
    /// No such person in the circle.
    UnknownPerson "その方は、この会に見つかりません。" "That person is not in this circle.",
    /// No licence of this name is on the card.
    UnknownLicence "その資格は、カードに見つかりません。名前が直されたのかもしれません。カードを開きなおしてください。" "That licence is not on the card. Its name may have been corrected: open the card again.",
    /// Nobody sees the original of their own licence.
    OwnLicence "ご自分の資格の原本は、会のほかの方に見てもらってください。" "Somebody else in the circle has to see the original of your own licence.",
    /// A telephone number has other signs in it.
    ContactPhone "電話番号に、数字とハイフンのほかの文字が入っています。話しやすい時間などは「ひとこと」のほうに書いて、番号だけを入れてください。" "The telephone number has other signs in it. Enter the number alone; times can go into the note.",
    /// A telephone number has too few or too many digits.
    ContactPhoneLength "電話番号の数字が、足りないか多すぎます。市外局番から入っているか、見直してください。" "The telephone number has too few or too many digits. Check that the area code is there.",
    /// It is no mail address.
    ContactMail "メールアドレスとして読めません。「@」と、その後ろの「.jp」や「.com」まで入っているか、見直してください。" "This cannot be read as a mail address. Check the @ and what follows it.",
    /// It is neither an id nor a link of LINE.
    ContactLine "LINEのIDかリンクとして読めません。IDは英数字です。リンクは、LINEの「友だち追加」から写したものをそのまま入れてください。" "This cannot be read as a LINE id or link. Ids have Latin letters and digits; copy links as LINE gives them.",
    /// The card has as many ways to be reached as it can hold.
    ContactTooMany "連絡先は6つまでです。くわえるときは、どれかをはずしてください。" "A card holds 6 ways to be reached. Take one off before adding another.",
    /// The card has no such way to be reached.
    ContactUnknown "その連絡先は、いまのカードにはありません。書き直されたのかもしれません。ページを開き直してください。" "That way to be reached is not on the card now. It may have been rewritten: open the page again.",
    /// No program on this computer makes calls.
    ContactNoPhone "このパソコンには、電話をかけるソフトがないようです。番号を見ながら、お手元の電話でおかけください。" "No program on this computer makes calls. Please dial the number on your telephone.",
    /// No mail program opened.
    ContactNoMail "メールのソフトが開きませんでした。アドレスをコピーして、いつものメールの画面で貼り付けてください。" "No mail program opened. Copy the address and paste it where you write mail.",
    /// Nobody is called from the sample.
    ContactSample "見本の会の連絡先は、どれも架空のものです。ここからは、電話もメールも開きません。" "The contacts of the sample are invented. Neither calls nor mail open from here.",
    /// A line to find somebody by is too long.
    FindTooLong "さがす言葉が長すぎます。400文字までにしてください。" "The line is too long. Use at most 400 characters.",
    /// No command of this name.
    UnknownCommand "その操作はありません。" "There is no such command.",
    /// The argument of a command has another shape.
    BadArguments "操作の指定を読み取れませんでした。" "The arguments could not be read.",
    /// The link is not whole.
    LinkDamaged "招待リンクが途中で切れているか、文字が変わっています。はじめから終わりまで、もう一度コピーしてください。" "The invitation link is cut off or changed. Copy all of it again.",
    /// The text is too long for a link.
    LinkTooLong "貼り付けた文が長すぎて、招待リンクとして読めません。リンクだけを貼り付けてください。" "The pasted text is too long to be a link. Paste the link alone.",
    /// No link in the text.
    LinkNotOurs "招待リンクが見つかりません。「otagai:」ではじまる文字を貼り付けてください。" "There is no invitation link in this text. Paste what starts with otagai:.",
    /// The link is of a newer version.
    LinkNewer "この招待リンクは、新しいおたがいで作られています。おたがいを新しくしてから、もう一度お試しください。" "The link was made by a newer Otagai. Update and try again.",
    /// The invitation has expired.
    InviteExpired "この招待は期限が過ぎました。招待した方に、新しい招待をお願いしてください。" "This invitation has expired. Ask for a new one.",
    /// The invitation was used.
    InviteSpent "この招待は、もう使われました。招待した方に、新しい招待をお願いしてください。" "This invitation was used already. Ask for a new one.",
    /// The member asked does not know the invitation.
    InviteUnknown "相手のパソコンに、この招待がまだ届いていません。招待した方のパソコンがついているか、確かめてもらってください。" "The other computer does not know this invitation yet. Ask the inviter to be online.",
    /// The proof of the invitation does not fit.
    InviteWrong "この招待では参加できませんでした。リンクをもう一度コピーして、お試しください。" "This invitation did not work. Copy the link again.",
    /// No member's computer answered.
    NobodyReached "会のなかまのパソコンが見つかりません。同じWi-Fiか、相手のパソコンでおたがいが開いているかを確かめて、もう一度お試しください。" "No member's computer was found. Check that both are on the same network and Otagai is open there.",
    /// Already in the circle.
    AlreadyMember "この会には、もう参加しています。" "You are in this circle already.",
    /// The other computer said no.
    RefusedByHost "相手のパソコンで受け付けられませんでした。招待した方に聞いてみてください。" "The other computer declined. Ask the person who invited you.",
    /// No key chain, and no folder of keys.
    KeychainMissing "このパソコンには、鍵をしまう場所(キーチェーン)が見つかりません。パソコンにくわしい方に相談してください。" "This computer has no key chain to keep your seal in. Ask somebody who knows it well.",
    /// The key chain did not open.
    KeychainLocked "パソコンの鍵の保管場所が開きませんでした。パソコンにログインし直して、もう一度お試しください。" "The key chain did not open. Log in again and retry.",
    /// The passphrase is wrong.
    PassphraseWrong "パスワードが違います。" "The password is wrong.",
    /// The file of the passphrase is not named, cannot be read, or is empty.
    PassphraseMissing "パスワードを書いたファイルが見つからないか、空です。OTAGAI_PASSPHRASE_FILE に、そのファイルの場所を入れてください。データはそのままです。" "The file with the password was not found, or it is empty. Name it in OTAGAI_PASSPHRASE_FILE. Your data is untouched.",
    /// There are keys for this data folder, and no data in it.
    DataMissing "このパソコンにあなたの鍵はありますが、データが見つかりません。何も消していません。保存場所を確かめるか、バックアップから戻してください。" "Your keys are on this computer, but the data is not. Nothing was deleted. Check the folder, or go back to a backup.",
    /// There are copies in this data folder, and neither data nor keys.
    BackupsOnly "この保存場所には、バックアップだけがあります。データと鍵が見つかりません。何も消していません。バックアップから戻してください。" "There are only backups here: the data and the keys are missing. Nothing was deleted. Go back to a backup.",
    /// There are data, and no key file.
    KeyFileMissing "データはそのままありますが、開くためのファイル(keyfile)が見つかりません。何も消していません。引き継ぎのことば(24語)で開くか、バックアップから戻してください。" "The data is here, but the file that opens it (keyfile) is missing. Nothing was deleted. Open it with the recovery words, or go back to a backup.",
    /// There are data, and no keys are kept for them.
    KeysMissing "データはそのままありますが、あなたの鍵が見つかりません。何も消していません。引き継ぎのことば(24語)で開くか、鍵の場所を確かめてください。" "The data is here, but your keys are missing. Nothing was deleted. Open it with the recovery words, or check where the keys are.",
    /// The data are open.
    NotShut "データは、もう開いています。そのままお使いください。" "The data is open already.",
    /// Nothing here holds keys that the words could open.
    SpareMissing "この保存場所には、引き継ぎのことば(24語)で開けられるものがありません。データはそのままです。バックアップのファイルから戻してください。" "Nothing in this folder can be opened with the recovery words. Your data is untouched. Go back to a backup in a file.",
    /// There is no folder for the data on this computer.
    DataNowhere "データを置く場所が分かりません。--data で場所を指定するか、HOME を設定してください。" "There is no place for the data. Name one with --data, or set HOME.",
    /// The path of a folder or file is too long.
    PathTooLong "保存場所の名前が長すぎて、使えません。もっと短い場所を選んでください。データはそのままです。" "The path is too long to be used. Choose a shorter one. Your data is untouched.",
    /// A line on standard input is too long.
    LineTooLong "1行が長すぎて、読み取れませんでした。この行のことは何もしていません。" "The line is too long. Nothing of it was done.",
    /// A file that was named cannot be read.
    FileUnreadable "指定したファイルが見つからないか、読めません。名前と場所を確かめて、もう一度お試しください。" "The file was not found or cannot be read. Check its name and place, then try again.",
    /// Standard output cannot be written to.
    OutputBroken "結果を書き出せませんでした。" "The result could not be written out.",
    /// The key does not open the data.
    KeyWrong "この鍵では、データを開けません。データは壊れていません。" "This key does not open the data. The data is not damaged.",
    /// The data is damaged.
    DataDamaged "保存されているデータの一部が読めません。写しから戻すことができます。" "Some of the stored data cannot be read. It can be brought back from a copy.",
    /// The data is of a newer version.
    DataNewer "このデータは、新しいおたがいで作られています。おたがいを新しくしてください。データはそのままです。" "The data was made by a newer Otagai. Update; the data is untouched.",
    /// Another program has the data folder.
    DataInUse "おたがいは、もう開いています。開いている画面をお使いください。" "Otagai is open already. Use the open window.",
    /// The disk is full.
    DiskFull "パソコンの空きがなくなり、保存できませんでした。いらないファイルを減らして、もう一度お試しください。" "The disk is full and nothing was saved. Free some space and try again.",
    /// The folder cannot be written to.
    ReadOnly "保存する場所に書き込めません。フォルダーの設定を確かめてください。" "The data folder cannot be written to. Check its settings.",
    /// There is no folder for files.
    FilesNowhere "このパソコンで、ファイルを置く場所(ダウンロード)が見つかりませんでした。パソコンにくわしい方に相談してください。" "No folder for downloads was found on this computer, so nothing was saved. Ask somebody who knows it well.",
    /// The folder for files takes none.
    FilesReadOnly "「ダウンロード」に書き込めないため、保存できませんでした。フォルダーの設定を確かめて、もう一度お試しください。" "The downloads folder cannot be written to, so nothing was saved. Check its settings and try again.",
    /// Too many files of one name.
    FilesTooMany "「ダウンロード」に同じ名前のファイルが多すぎて、保存できませんでした。いらないものを片づけて、もう一度お試しください。" "There are too many files of this name in the downloads folder, so nothing was saved. Remove some and try again.",
    /// More than one file may hold.
    FileTooLarge "大きすぎて、一つのファイルに保存できませんでした。パソコンにくわしい方に相談してください。" "This is too large for one file, so nothing was saved. Ask somebody who knows computers well.",
    /// The recovery words are gone from this computer.
    RecoveryDone "引き継ぎの控えは、もうこのパソコンにはありません。印刷した控えをお使いください。" "The hand-over copy is no longer on this computer. Use the printed one.",
    /// Not the author.
    NotAuthor "ほかの方のカードは変えられません。" "Nobody can change another person's card.",
    /// No such job or vouch.
    UnknownWork "その仕事や推薦は見つかりません。取り下げられたのかもしれません。" "That job or vouch is not here. It may have been taken back.",
    /// A job needs a title.
    JobTitle "件名を入れてください。お客様の名前は書きません。" "Give the work a title, without the client's name.",
    /// The months are in the wrong order.
    JobEndsBeforeItBegins "終わりの月が、はじまりの月より前になっています。" "The work ends before it begins.",
    /// The work is not done yet.
    JobInTheFuture "これからの仕事は記録できません。終わってから記録してください。" "Work that lies ahead cannot be recorded yet.",
    /// Who took part.
    JobPeople "参加した方を、ご自分を入れて2人から20人まで、ひとり一度ずつ選んでください。" "Choose 2 to 20 people who took part, yourself included, each once.",
    /// What the job took.
    JobSkills "使った得意を、1つから6つまで、同じものは一度だけ選んでください。" "Choose 1 to 6 different skills.",
    /// Nobody vouches for themselves.
    SelfVouch "ご自分への推薦は書けません。いっしょに仕事をした方に書いてもらえます。" "You cannot vouch for yourself. Somebody you worked with can.",
    /// Only what was seen at first hand.
    Hearsay "人から聞いた話は、推薦にできません。一緒に作業して見たこと、成果物を見たことだけを書けます。" "Hearsay cannot be a vouch. Write what you saw while working together, or the result you saw.",
    /// One vouch for a pair, direction and job.
    SecondVouch "この仕事での、この方への推薦は、もう書いてあります。書き直すには、前のものを取り下げてください。" "You have vouched for this person on this job. To write it anew, take the other one back.",
    /// A skill that is none of the job's.
    SkillNotInJob "その得意は、この仕事の記録に入っていません。記録にある得意から選んでください。" "That skill is not in the job record. Choose among the record's skills.",
    /// Too few or too many skills.
    VouchSkills "推薦する得意を、1つから3つまで選んでください。" "Choose 1 to 3 different skills.",
    /// The text is too short.
    VouchTextShort "文が短すぎます。何をしてもらってどうだったかを、30文字以上で書いてください。" "The text is too short. Say in 30 characters or more what was done and how it was.",
    /// The text is too long.
    VouchTextLong "文が長すぎます。400文字までにしてください。" "The text is too long. Keep it to 400 characters.",
    /// Signed before the job was done.
    VouchBeforeJob "仕事が終わる前の推薦は書けません。" "A vouch cannot be written before the work is done.",
    /// One of the two did not take part.
    NotInJob "この仕事の記録に、お二人ともの名前がありません。いっしょにした仕事を選んでください。" "The job record does not name both of you. Choose work you did together.",
    /// The other person does not agree with the record.
    DisputedJob "相手の方が、この仕事の記録に「直してほしい」または「受け取らない」と答えています。先に記録を直して、確認してもらってください。" "The other person does not agree with this record. Put the record right and have it confirmed first.",
    /// It changed since it was read.
    OtherVersion "読んでいる間に、記録の内容が新しくなりました。もう一度読んでから答えてください。" "The record has changed since you read it. Read it again before you answer.",
    /// A new version names other people.
    OtherPeople "直した記録に、はじめの記録にいない方は入れられません。新しい記録を作ってください。" "A corrected record cannot name new people. Make a new record.",
    /// Somebody else's to say.
    NotYours "これはほかの方の記録なので、ここでは変えられません。" "This is for somebody else to say.",
    /// It was answered before.
    AlreadyAnswered "この推薦には、もう答えています。表示するかどうかは、いつでも変えられます。" "You have answered this vouch. You can hide or show it at any time.",
    /// The vouch breaks rules.
    VoidVouch "この推薦は、内容がきまりに合わないため受け取れません。書いた方に、書き直しをお願いしてください。" "This vouch breaks a rule and cannot be accepted. Ask its author to write it anew.",
    /// The author did not allow outside use.
    OutsideNotAllowed "書いた方が、会の外で見せることを選んでいません。見せたいときは、その方にお願いしてください。" "Its author did not allow showing it outside. Ask them.",
    /// The vouch is hidden by its subject.
    VouchHidden "いま表示していない推薦です。先に表示してから、会の外に持ち出してください。" "This vouch is hidden. Show it again before you take it outside.",
    /// The file is no proof.
    ProofNotOurs "推薦書のファイルとして読めません。もらったファイルをそのまま選んでください。" "This is not a proof file. Choose the file as you received it.",
    /// The file was changed.
    ProofChanged "確認できません。署名されたあとで、内容が変わっています。" "Cannot be confirmed: it was changed after it was signed.",
    /// One of the signatures of a proof was taken out.
    ProofIncomplete "確認できません。推薦書には署名が2つありますが、このファイルには一部がありません。元のファイルをもう一度もらってください。" "Cannot be confirmed: a proof carries two signatures, and one was taken out of this file. Ask for the original file.",
    /// A vouch or a signature is in the file twice.
    ProofTwice "確認できません。このファイルには、同じ推薦か同じ署名が2回入っています。元のファイルをもう一度もらってください。" "Cannot be confirmed: the same vouch or the same signature is in this file twice. Ask for the original file.",
    /// The picture is too large.
    PhotoTooLarge "写真が大きすぎます。小さくした写真を選んでください。" "The picture is too large. Choose a smaller one.",
    /// The file is no picture.
    PhotoUnreadable "写真として読めませんでした。JPEGかPNGの写真を選んでください。" "This cannot be read as a picture. Choose a JPEG or PNG.",
    /// The network could not be used.
    Network "ネットワークを使えませんでした。つながりを確かめて、もう一度お試しください。" "The network could not be used. Check it and try again.",
    /// The sample meets no other computer.
    SampleOffline "見本の会では、ほかのパソコンとつながりません。" "The sample circle does not connect to other computers.",
    /// No circle is founded in the sample.
    SampleCircleOnly "見本の中では、新しい会をつくれません。見本を閉じて、ご自分のおたがいでつくってください。" "A new circle cannot be made inside the sample. Close it and make the circle in your own Otagai.",
    /// Somebody owns the folder in which the sample was to be made.
    SampleFolderTaken "この保存場所には、もうどなたかのデータがあります。見本の会は、空の場所につくります。" "This data folder has an owner already. The sample circle needs an empty one.",
    /// There is no window that could open the sample.
    SampleNeedsWindow "見本の会は、おたがいの最初の画面から開けます。コマンドでは「otagai sample load」をお使いください。" "The sample circle opens from the first screen. On the command line, use: otagai sample load.",
    /// The sample has no copies.
    SampleNotCopied "見本の会の写しはとれません。見本は、いつでも新しく開き直してください。" "The sample circle is not copied. It can be made again at any time.",
    /// No copy of this name or at this place.
    CopyUnknown "その写しは見つかりません。一覧を開き直して、ほかの写しを選んでください。" "That copy is not there. Open the list again and choose another.",
    /// The file is no copy.
    CopyUnreadable "このファイルは、おたがいの写しではありません。データはそのままです。別のファイルを選んでください。" "This file is not a copy made by Otagai. Your data is untouched; choose another file.",
    /// The copy is damaged.
    CopyDamaged "この写しは途中で切れているか、壊れています。データはそのままです。ほかの写しを選んでください。" "This copy is cut off or damaged. Your data is untouched; choose another copy.",
    /// Too little room for a copy.
    CopyNoRoom "パソコンの空きが少ないため、写しをつくりませんでした。データとこれまでの写しはそのままです。いらないファイルを減らしてから、もう一度お試しください。" "No copy was made because the disk is nearly full. Your data and earlier copies are untouched. Free some space and try again.",
    /// Only the 24 words open the copy here.
    CopyNeedsWords "この写しは、別のパソコンでつくられています。開くには、紙の「引き継ぎの控え」にある24のことばを入れてください。" "This copy was made on another computer. To open it, enter the 24 words of the printed hand-over copy.",
    /// The copy opens on the computer that made it only.
    CopyElsewhere "この写しは、つくったパソコンでしか開けません。そのパソコンで新しい写しを保存してから、もう一度お試しください。" "This copy opens only on the computer that made it. Save a new copy there and try again.",
    /// Not 24 words.
    WordsCount "24のことばが、全部そろっていないか、多すぎます。紙の控えを見て、はじめから24番目まで、一度ずつ入れてください。" "There are not 24 words. Enter each word of the paper once, from the first to the 24th.",
    /// One of the words is none of the list.
    WordsUnknown "24のことばの中に、控えには出てこないことばがあります。紙の控えと見比べて、直してください。" "One of the 24 words is not a recovery word. Compare it with the paper and correct it.",
    /// Words of the list that do not fit each other.
    WordsCheck "ことばはどれも読めましたが、組み合わせが合いません。順番が違うか、どれかが別のことばになっています。紙の控えと見比べてください。" "All the words can be read, but they do not fit together: the order, or one of them, is another. Compare them with the paper.",
    /// The words do not open the copy.
    WordsWrong "この24のことばは、ここにあるものとは別の控えのものです。ほかの紙の控えがないか、確かめてください。" "These 24 words belong to something else. See whether there is another sheet.",
    /// There is no window in which a file could be chosen.
    CopyNeedsWindow "写しのファイルは、おたがいの画面で選びます。コマンドでは「otagai backup」と「otagai restore」をお使いください。" "A file is chosen in the window. On the command line, use: otagai backup, otagai restore.",
    /// Something is under way that holds the data.
    Busy "ほかの作業が続いているため、まだ始められません。データはそのままです。少し待ってから、もう一度お試しください。" "Something else is still under way. Your data is untouched; wait a moment and try again.",
    /// Something that should not happen.
    Internal "うまくいきませんでした。おたがいを閉じて、もう一度開いてください。保存したものはそのままです。" "That did not work. Close Otagai and open it again; what was saved is safe.",
}

/// A refusal: a code for the screen, a sentence for people, and what happened for the log.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ApiError {
    /// The code.
    pub code: ErrorCode,
    /// A sentence that a member understands.
    pub message: String,
    /// The word that could not be read, where it is one among many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub misread: Option<Misread>,
}

/// A word among many that could not be read. It is shown to whoever typed it, and stands in no log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Misread {
    /// Its place, from 1.
    pub place: u32,
    /// The word as it was read.
    pub word: String,
}

impl fmt::Debug for Misread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Misread({}, ***)", self.place)
    }
}

impl ApiError {
    /// A refusal with the sentence of its code.
    pub fn new(code: ErrorCode) -> Self {
        Self {
            code,
            message: code.japanese().to_owned(),
            misread: None,
        }
    }

    /// A refusal because of one word among many, which the sentence names.
    pub fn of_word(code: ErrorCode, misread: Misread) -> Self {
        let Misread { place, word } = &misread;
        Self {
            code,
            message: format!("{}({place}番目の「{word}」)", code.japanese()),
            misread: Some(misread),
        }
    }

    /// The same refusal in English.
    #[must_use]
    pub fn in_english(mut self) -> Self {
        self.message = match &self.misread {
            Some(Misread { place, word }) => {
                format!("{} (Word {place}: “{word}”)", self.code.english())
            }
            None => self.code.english().to_owned(),
        };
        self
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ApiError {}

impl From<ErrorCode> for ApiError {
    fn from(code: ErrorCode) -> Self {
        Self::new(code)
    }
}
