/** Data of which something is missing, and the ways back. */
export const shutJa = {
  whole: "データはそのまま残っています",
  wholeLead: "開くための鍵があれば、消えたものなしに、また使えます。",
  words: "引き継ぎのことば(24語)で開く",
  wordsLead: "紙に印刷した24のことばで、このパソコンのデータをもう一度開きます。",
  wordsLabel: "引き継ぎのことば(24語)",
  keys: "鍵のファイルで開く",
  keysLead: "鍵をUSBメモリや別のフォルダーに置いていた方は、そのファイル(keys.sealed)を選んでください。",
  password: "鍵のパスワード",
  passwordHint: "いつもと同じパスワードのときは、空のままにしてください。",
  chooseKeys: "ファイルを選んで開く",
  open: "開く",
  opening: "データを開いています",
  backup: "バックアップから戻す",
  otherLanguage: "English",
};
