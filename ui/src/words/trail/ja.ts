import { san } from "../dates";

/** 信頼のあしあと. */
export const trailJa = {
  title: "信頼のあしあと",
  none: (short: string) => `${san(short)}への推薦は、これからです`,
  noneBody: (invitedBy: string) =>
    invitedBy
      ? `${san(invitedBy)}の招待で参加された方です。いっしょに何かをすると、ここに言葉が残っていきます。`
      : "いっしょに何かをすると、ここに言葉が残っていきます。",
  noneMine: "あなたへの推薦は、これからです",
  noneMineBody: "いっしょに仕事をした方の言葉が、ここに残っていきます。",
  freshness: { recent: "最近", withinTwoYears: "2年以内", older: "2年以上前" },
  times: (times: number) => `(${times}回)`,
  me: "わたし",
  you: "あなた",
  mutual: "おたがいに推薦",
  allMutual: "おたがいの推薦です。",
  withMe: "あなたと仕事をした方",
  vouchers: "推薦している方",
  earlierWords: "前の推薦の言葉も読む",
  forWhom: (text: string) => `おすすめ: ${text}`,
  workOn: (title: string) => `仕事: ${title}`,
  connection: "つながり",
  worked: (short: string) => `${san(short)}とは、いっしょに仕事をしたことがあります。`,
  workedOn: (titles: string[]) => `いっしょにした仕事: ${titles.join("、")}`,
  pathOne: (middle: string, person: string) =>
    `あなたは${san(middle)}と仕事をし、${san(middle)}が${san(person)}を推薦しています。`,
  pathTwo: (first: string, second: string, person: string) =>
    `あなたは${san(first)}と仕事をし、${san(first)}が${san(second)}を、${san(second)}が${san(person)}を推薦しています。`,
  pathLabel: "つながりの順",
  invitations: "招待のつながり",
  invitationsHint: "招待した方から順に並べています。得意についての推薦ではありません。",
  earlier: "以前の推薦",
  earlierHint: "期限が過ぎた推薦です。",
  workedTogether: "いっしょに仕事をした",
  about: "この表示について",
  aboutPoints: [
    "推薦は、その方といっしょに仕事をした人が、自分で見たことを書いたものです。人から聞いた話は書けません。",
    "仕事の記録をふたりとも認め、本人が受け取ったものだけを表示しています。",
    "点数や順位はありません。並びは、あなたに近い方、新しいものの順です。",
    "3年たつと「以前の推薦」にうつります。2年以上前のものは、うすい色と言葉で分かるようにしています。",
    "⇄は、おたがいに推薦しあっているしるしです。よい悪いではなく、お知らせです。",
    "つながりは、あなたから見たものです。ほかの方の画面では、ちがうつながりが出ます。",
    "推薦がないことは、よい悪いを表しません。",
  ],
};
