import { san } from "../dates";

/** 届き具合. */
export const deliveryJa = {
  title: "届き具合",
  lead: "あなたが書いたものが、どなたのパソコンまで届いているかです。",
  alone: "会にはまだあなたお一人です。なかまが参加すると、ここにようすが出ます。",
  nobodyYet: "まだ、どなたのようすも分かっていません。会えたときに届き、ここに出ます。",
  everybody: (all: number) =>
    all === 1
      ? "あなたが書いたものは、もうお一人に届いています。"
      : `あなたが書いたものは、${all}人全員に届いています。`,
  some: (all: number, reached: number) =>
    reached === 0
      ? "あなたが書いたものは、まだどなたにも全部は届いていません。"
      : `あなたが書いたものは、${all}人のうち${reached}人に届いています。`,
  behind: (people: number) => `${people}人には、まだ届いていないものがあります。`,
  unseen: (people: number) => `${people}人には、まだ会っていません。`,
  asOf: (when: string) => `いちばん古い知らせは、${when}のものです。`,
  theirs:
    "ほかの方が書いたものは、会えたときに受け取ります。会うまでに書かれたものは、まだここにありません。",
  people: "お一人ずつのようす",
  connected: "いま、つながっています",
  never: "まだ会っていません",
  direct: (when: string) => `直接: ${when}`,
  through: (short: string, when: string) => `${san(short)}経由: ${when}`,
  notInPerson: "直接は、まだ会っていません",
  lastMet: (when: string) => `最後に会えたのは: ${when}`,
  there: "あなたが書いたものは届いています",
  missing: (things: number) => `まだ届いていないもの ${things}件`,
  tooLarge:
    "この会は内容がとても多くなったため、ほかの方のパソコンと見くらべられません。書いたものはこのパソコンに残っています。ほかの会は、いつもどおり届きます。",
  search: "いま探す",
  searching: "会のなかまのパソコンを探しています",
  searchingHint: "20秒ほどかかります。やめても、ほかの画面に行っても、何も変わりません。",
  found: (computers: number, received: number) =>
    received > 0
      ? `${computers}台のパソコンに会えました。新しいものを${received}件受け取りました。`
      : `${computers}台のパソコンに会えました。`,
  foundNobody: "いまは、どなたのパソコンも見つかりませんでした。書いたものは、このパソコンに残っています。",
  helpTitle: "見つからないときは",
  help: [
    "相手の方も、いまおたがいを開いているか(同じ場所なら、同じWi-Fiか)",
    "パソコンから「通信を許可しますか」と聞かれたとき、「許可」を押したか",
    "VPNを使っているときは、いったん切ったか",
  ],
  helpAfter: "会えなくても、書いたものはなくなりません。次に会えたときに届きます。",
};
