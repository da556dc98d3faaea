import type { ErrorCode } from "../../bindings/ErrorCode";

/** What happened, on whose side, and what to do next. */
export const errorsEn: Record<ErrorCode, string> = {
  notReady: "This computer does not know your name yet. Please enter it on the first page.",
  alreadySetUp: "This computer already has your seal. There is no need for a new one; please carry on.",
  badInput: "Something you entered cannot be used as it is. Please look it over and press again.",
  tooLong: "What you entered is too long. Please shorten it and press again.",
  draftsTooMany:
    "Too many forms were begun, so this one cannot be kept. Delete some that are not needed, then go on.",
  empty: "Something has not been filled in yet. Please fill it in and press again.",
  unknownCircle:
    "That circle is not on this computer. If you have an invitation link, please begin with “Join with an invitation”.",
  unknownPerson:
    "That person's card has not reached this computer yet. Please meet a member and open it again.",
  unknownLicence:
    "That licence is not on the card as it is now. The person may have changed it. Please open the page again.",
  ownLicence:
    "You cannot say that you saw the original of your own licence. Please show it to a member of the circle.",
  contactPhone:
    "The telephone number has other signs in it. Please enter the number alone; times can go into the note.",
  contactPhoneLength:
    "The telephone number has too few or too many digits. Please check that the area code is there.",
  contactMail:
    "This cannot be read as a mail address. Please check the “@” and that “.jp” or “.com” stands behind it.",
  contactLine:
    "This cannot be read as a LINE id or link. Ids have Latin letters and digits. Please paste links as LINE copies them.",
  contactTooMany: "A card holds 6 ways to be reached. Please take one off before you add another.",
  contactUnknown:
    "That way to be reached is not on the card now. The person may have rewritten it. Please open the page again.",
  contactNoPhone:
    "No program on this computer seems to make calls. Please dial the number on your telephone.",
  contactNoMail: "No mail program opened. Please copy the address and paste it where you write mail.",
  contactSample:
    "The ways to be reached in the sample circle are invented. Neither calls nor mail open from here.",
  findTooLong: "What you look for is too long. Please shorten it to 400 characters and press again.",
  unknownCommand:
    "Parts of Otagai on this computer do not fit together. Please close Otagai and install it again. What you wrote is still there.",
  badArguments:
    "Something went wrong inside Otagai on this computer. Please close and open it again. What you wrote is still there.",
  linkDamaged:
    "The invitation link is cut short or changed. Please copy it again from beginning to end and paste it here.",
  linkTooLong:
    "What you pasted is too long for an invitation link. Please paste only the part that begins with “otagai:”.",
  linkNotOurs:
    "What you pasted is not an invitation to Otagai. Please paste the link that begins with “otagai:”.",
  linkNewer:
    "This invitation was made with a newer Otagai. Please update Otagai on this computer and paste the link again.",
  inviteExpired:
    "This invitation is past its last day. Please ask the person who invited you for a new link.",
  inviteSpent: "This invitation has already been used. Please ask the person who invited you for a new link.",
  inviteUnknown:
    "The computer that answered does not know this invitation. Please ask the person who invited you to keep Otagai open, and press again.",
  inviteWrong:
    "This link could not be confirmed as belonging to this circle. Please ask the person who invited you for a new link.",
  nobodyReached: "No member's computer could be found. Please check these three things and press again.",
  alreadyMember: "You are already in this circle. Please look at its people.",
  refusedByHost:
    "The computer of the person who invited you did not let you in. Please ask that person how things stand.",
  keychainMissing:
    "This computer has no safe place for your seal. Please show this page to someone who knows computers.",
  keychainLocked:
    "The place where your seal is kept is locked. Please unlock it as your computer asks, and open Otagai again.",
  passphraseWrong: "The password does not match. Please check capitals and width, and enter it again.",
  passphraseMissing:
    "The file with the password was not found, or it is empty. Your data is untouched. Please show this page to someone who knows computers.",
  dataMissing:
    "Your keys are on this computer, but the data is not. Otagai deleted nothing. If there is a backup, please go back to it.",
  backupsOnly:
    "Only backups are left on this computer: the data and the keys are missing. Otagai deleted nothing. Please take your recovery words and go back to a backup.",
  keyFileMissing:
    "The data is here, but the file that opens it is missing. Otagai deleted nothing. Please open it with the recovery words, or go back to a backup.",
  keysMissing:
    "The data is here, but your keys are missing. Otagai deleted nothing. The recovery words (24 words) open it.",
  notShut: "The data is open already. Please close Otagai and open it again.",
  spareMissing:
    "Nothing on this computer can be opened with the recovery words. Your data is untouched. Please go back to a backup in a file.",
  dataNowhere: "There is no place for the data. Please show this page to someone who knows computers.",
  pathTooLong:
    "The name of the place is too long to be used. Your data is untouched. Please choose a shorter one.",
  lineTooLong: "What was sent is too long to be read. Please send it in smaller parts.",
  fileUnreadable:
    "The file was not found or cannot be read. Please check its name and place, and choose again.",
  outputBroken: "The result could not be written out. Please check where it goes, and try again.",
  keyWrong:
    "The seal on this computer does not fit what is stored here. If you copied it from another computer, please use that one.",
  dataDamaged:
    "Part of what is stored on this computer cannot be read. Nothing was removed. If there is a copy, please go back to it.",
  dataNewer:
    "What is stored here was written by a newer Otagai. Please update Otagai on this computer and open it again.",
  dataInUse:
    "Otagai is already open on this computer. Please use that window; if you cannot find it, restart the computer.",
  diskFull: "This computer is full, so nothing could be saved. Please make some room and press again.",
  readOnly:
    "This computer does not allow writing to the place where Otagai keeps things. Please show this page to someone who knows computers.",
  filesNowhere:
    "No Downloads folder was found on this computer, so nothing was saved. Please show this page to someone who knows computers.",
  filesReadOnly:
    "This computer does not allow writing to the Downloads folder, so nothing was saved. Please show this page to someone who knows computers.",
  filesTooMany:
    "There are too many files of the same name in the Downloads folder, so nothing was saved. Please put some away and press again.",
  fileTooLarge:
    "This is too large for one file, so nothing was saved. Please show this page to someone who knows computers.",
  recoveryDone:
    "Your hand-over copy is already on paper and no longer on this computer. Please look at the printed sheet.",
  notAuthor: "Only the person can change his or her own card. Please tell that person.",
  unknownWork:
    "That work or vouch is not on this computer. Its writer may have taken it back. Please look at the list again.",
  jobTitle: "The title is still empty. Please enter it, without the client's name.",
  jobEndsBeforeItBegins: "The month it ended is before the month it began. Please choose the months again.",
  jobInTheFuture: "Work that lies ahead cannot be recorded yet. Please record it when it is done.",
  jobPeople: "Please choose who did it with you. It can be 1 to 19 people.",
  jobSkills: "Please choose a strength that was used. It can be 1 to 6.",
  selfVouch: "You cannot vouch for yourself. Please begin on the page of somebody you worked with.",
  hearsay:
    "Hearsay cannot be a vouch. Please choose what you saw while working together, or the result you saw.",
  secondVouch:
    "You have already vouched for this person on this work. To write it anew, please withdraw the earlier one under “Vouches”.",
  skillNotInJob:
    "A strength you chose is not in the record of this work. Please choose among those in the record.",
  vouchSkills: "Please choose a strength. It can be 1 to 3.",
  vouchTextShort:
    "The text is still short. Please say in 30 characters or more what was done and how it was.",
  vouchTextLong: "The text is too long. Please keep it to 400 characters.",
  vouchBeforeJob: "A vouch cannot be written before the work is done. Please look at the month it ended.",
  notInJob: "The record of this work does not name both of you. Please choose work you did together.",
  disputedJob:
    "The other person asked for this record to be put right, or did not accept it. Please put the record right and have it confirmed first.",
  otherVersion:
    "The other person changed the record while you were reading. Please read it as it is now, and press again.",
  otherPeople:
    "When a record is put right, new people cannot be added. Please leave them out, or make a new record.",
  notYours: "Somebody else answers this record. Please tell that person.",
  alreadyAnswered:
    "You have answered this vouch already. Please hide or show it under “Vouches” at any time.",
  voidVouch:
    "Something in this vouch breaks the rules, so it cannot be accepted. Please ask its writer to write it anew.",
  outsideNotAllowed:
    "Its writer chose to keep it inside the circle. If you want to show it outside, please ask that person.",
  vouchHidden: "You do not show this vouch now. Choose to show it first, and try again.",
  proofNotOurs:
    "This could not be read as a letter. Please choose the file as you received it, or paste it from beginning to end.",
  proofChanged:
    "It cannot be confirmed: something was changed after it was signed. Please ask for the original file again.",
  proofIncomplete:
    "It cannot be confirmed: a letter carries two signatures, and one was taken out of this file. Please ask for the original file again.",
  proofTwice:
    "It cannot be confirmed: the same vouch or the same signature is in this file twice. Please ask for the original file again.",
  photoTooLarge: "The picture is too large to be used. Please make it smaller or choose another one.",
  photoUnreadable: "The file could not be read as a picture. Please choose a JPEG or PNG.",
  sampleOffline: "The sample circle does not connect to other computers. Try things out here by yourself.",
  sampleCircleOnly:
    "A new circle cannot be made inside the sample. Close it and make the circle in your own Otagai.",
  sampleFolderTaken:
    "This place already holds somebody’s data. Please choose an empty one for the sample circle.",
  sampleNeedsWindow: "The sample circle opens from the first screen of Otagai.",
  network:
    "This computer does not seem to be on a network. Please check the Wi-Fi or cable and press again. What you wrote is still there.",
  sampleNotCopied: "The sample circle is not copied. It can be made again at any time.",
  copyUnknown: "That copy is not there. Open the list again and choose another.",
  copyUnreadable: "This file is not a copy made by Otagai. Your data is untouched; choose another file.",
  copyDamaged: "This copy is cut off or damaged. Your data is untouched; choose another copy.",
  copyNoRoom:
    "No copy was made because the disk is nearly full. Your data and earlier copies are untouched. Free some space and try again.",
  copyNeedsWords:
    "This copy was made on another computer. To open it, enter the 24 words of the printed hand-over copy.",
  copyElsewhere: "This copy opens only on the computer that made it. Save a new copy there and try again.",
  wordsCount: "There are not 24 words. Enter each word of the paper once, from the first to the 24th.",
  wordsUnknown: "One of the 24 words is not a recovery word. Compare it with the paper and correct it.",
  wordsCheck:
    "All the words can be read, but they do not fit together: the order, or one of them, is another. Compare them with the paper.",
  wordsWrong: "These 24 words belong to something else. See whether there is another sheet.",
  copyNeedsWindow: "A file is chosen in the window. On the command line, use: otagai backup, otagai restore.",
  busy: "Something else is still under way. Your data is untouched; wait a moment and try again.",
  writtenTooMuch:
    "You have reached the number of entries one person can have in this circle. This one was not saved; everything before is untouched. Take back records or vouches you no longer need, then try again.",
  internal:
    "Something unexpected happened inside Otagai on this computer. Please close and open it again. What you wrote is still there.",
};
