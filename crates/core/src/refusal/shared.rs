//! What is said by errors of more than one room: no error of its own, and the same sentence wherever it comes from.

use super::Wording;

/// The codes that any error may have.
pub const WORDINGS: &[Wording] = &[
    // A value is not of the allowed form.
    Wording {
        code: "badInput",
        ja: "入れていただいた内容に、使えない文字か形があります。見直して、もう一度押してください。",
        en: "Something you entered cannot be used as it is. Please look it over and press again.",
    },
    // A required text is empty.
    Wording {
        code: "empty",
        ja: "まだ入っていないところがあります。入れてから、もう一度押してください。",
        en: "Something has not been filled in yet. Please fill it in and press again.",
    },
    // A text is too long.
    Wording {
        code: "tooLong",
        ja: "入れていただいた文が長すぎます。短くして、もう一度押してください。",
        en: "What you entered is too long. Please shorten it and press again.",
    },
    // No such circle here, or none was named where there is more than one.
    Wording {
        code: "unknownCircle",
        ja: "その会は、このパソコンには入っていません。招待リンクをお持ちでしたら「招待状で参加する」から始めてください。",
        en: "That circle is not on this computer. If you have an invitation link, please begin with “Join with an invitation”.",
    },
    // No such person in the circle.
    Wording {
        code: "unknownPerson",
        ja: "その方のカードは、このパソコンにまだ届いていません。会のなかまとつながってから、もう一度開いてください。",
        en: "That person's card has not reached this computer yet. Please meet a member and open it again.",
    },
    // No such job or vouch here, or it was taken back.
    Wording {
        code: "unknownWork",
        ja: "その仕事や推薦は、このパソコンでは見つかりません。書いた方が取り下げたのかもしれません。一覧を見直してください。",
        en: "That work or vouch is not on this computer. Its writer may have taken it back. Please look at the list again.",
    },
    // It changed since it was read.
    Wording {
        code: "otherVersion",
        ja: "読んでいるあいだに、相手の方が記録を新しくしました。いまの内容を読んでから、もう一度押してください。",
        en: "The other person changed the record while you were reading. Please read it as it is now, and press again.",
    },
    // It is somebody else's to say.
    Wording {
        code: "notYours",
        ja: "これは、ほかの方が答える記録です。ご本人に伝えてください。",
        en: "Somebody else answers this record. Please tell that person.",
    },
    // A limit of the protocol on numbers is reached by this member.
    Wording {
        code: "writtenTooMuch",
        ja: "この会であなたが書いたものが、保存できる数いっぱいになりました。今の分は保存していません。これまでのものは、すべてそのままです。使わなくなった記録や推薦を取り下げてから、もう一度お試しください。",
        en: "You have reached the number of entries one person can have in this circle. This one was not saved; everything before is untouched. Take back records or vouches you no longer need, then try again.",
    },
    // What is stored cannot be read.
    Wording {
        code: "dataDamaged",
        ja: "このパソコンにしまってある内容に、読めないところがあります。内容はそのまま残してあります。写しがあれば、そこからもどしてください。",
        en: "Part of what is stored on this computer cannot be read. Nothing was removed. If there is a copy, please go back to it.",
    },
    // It was written by a newer version.
    Wording {
        code: "dataNewer",
        ja: "しまってある内容は、新しい版のおたがいで書かれています。このパソコンのおたがいを新しくしてから、開き直してください。",
        en: "What is stored here was written by a newer Otagai. Please update Otagai on this computer and open it again.",
    },
    // The key does not open the data.
    Wording {
        code: "keyWrong",
        ja: "このパソコンにある印と、しまってある内容が合いません。前に使っていたパソコンの内容を写したときは、元のパソコンでお使いください。",
        en: "The seal on this computer does not fit what is stored here. If you copied it from another computer, please use that one.",
    },
    // The disk is full.
    Wording {
        code: "diskFull",
        ja: "このパソコンの空きが足りず、しまえませんでした。いらないものを減らして空きを作り、もう一度押してください。",
        en: "This computer is full, so nothing could be saved. Please make some room and press again.",
    },
    // The folder cannot be written to.
    Wording {
        code: "readOnly",
        ja: "このパソコンのしまう場所に、書きこみができません。パソコンに詳しい方に、この画面を見せてください。",
        en: "This computer does not allow writing to the place where Otagai keeps things. Please show this page to someone who knows computers.",
    },
    // The path of a folder or file is too long.
    Wording {
        code: "pathTooLong",
        ja: "保存場所の名前が長すぎて、使えません。データはそのままです。もっと浅いフォルダーか、短い名前を選んでください。",
        en: "The name of the place is too long to be used. Your data is untouched. Please choose a shorter one.",
    },
    // There are data, and no key file.
    Wording {
        code: "keyFileMissing",
        ja: "データはそのままありますが、開くためのファイルが見つかりません。おたがいは何も消していません。引き継ぎのことば(24語)で開くか、バックアップから戻してください。",
        en: "The data is here, but the file that opens it is missing. Otagai deleted nothing. Please open it with the recovery words, or go back to a backup.",
    },
    // There are data, and no keys are kept for them.
    Wording {
        code: "keysMissing",
        ja: "データはそのままありますが、あなたの鍵が見つかりません。おたがいは何も消していません。引き継ぎのことば(24語)で開いてください。",
        en: "The data is here, but your keys are missing. Otagai deleted nothing. The recovery words (24 words) open it.",
    },
    // The place of the keys did not give them.
    Wording {
        code: "keychainLocked",
        ja: "あなたの印をしまってある場所に、かぎがかかっています。パソコンの画面の案内にしたがって開け、おたがいを開き直してください。",
        en: "The place where your seal is kept is locked. Please unlock it as your computer asks, and open Otagai again.",
    },
    // No copy of this name or at this place.
    Wording {
        code: "copyUnknown",
        ja: "その写しは見つかりません。一覧を開き直して、ほかの写しを選んでください。",
        en: "That copy is not there. Open the list again and choose another.",
    },
    // The link is of a newer version.
    Wording {
        code: "linkNewer",
        ja: "この招待リンクは、新しい版のおたがいで作られています。このパソコンのおたがいを新しくしてから、もう一度貼り付けてください。",
        en: "This invitation was made with a newer Otagai. Please update Otagai on this computer and paste the link again.",
    },
    // Something that should not happen: the member can only begin anew.
    Wording {
        code: "internal",
        ja: "このパソコンのおたがいの中で、思わぬことが起きました。おたがいを閉じて、開き直してください。書いた内容は残っています。",
        en: "Something unexpected happened inside Otagai on this computer. Please close and open it again. What you wrote is still there.",
    },
];
