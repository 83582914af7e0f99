/** A file as somebody might bring it, and what is read of it: cells, or the problem of a row. */
export interface File {
  text: string;
  separator?: string;
  rows: (string[] | "open_quote" | "too_long" | "nul")[];
}

const long = "q".repeat(70_000);
const ends = { CRLF: "\r\n", LF: "\n", CR: "\r" };

export const files: Record<string, File> = {
  "nothing at all": { text: "", rows: [] },
  "blank lines alone": { text: "\n\r\n\r \n", rows: [] },
  "a header alone": { text: "email,name", rows: [["email", "name"]] },
  "no line end at its end": {
    text: "a,b\n1,2",
    rows: [
      ["a", "b"],
      ["1", "2"],
    ],
  },
  "a single column": { text: "email\nmia@mail.example\n", rows: [["email"], ["mia@mail.example"]] },
  ...Object.fromEntries(
    Object.entries(ends).map(([name, end]) => [
      `lines that end in ${name}`,
      {
        text: `a,b${end}1,2${end}3,4${end}`,
        rows: [
          ["a", "b"],
          ["1", "2"],
          ["3", "4"],
        ],
      },
    ]),
  ),
  "a header with CRLF and rows with LF": {
    text: "email,name\r\nann@mail.example,Ann\nbo@mail.example,Bo\n",
    rows: [
      ["email", "name"],
      ["ann@mail.example", "Ann"],
      ["bo@mail.example", "Bo"],
    ],
  },
  "all three line ends": {
    text: "a\r\nb\nc\rd",
    rows: [["a"], ["b"], ["c"], ["d"]],
  },
  semicolons: {
    text: "a;b\n1;2,5",
    separator: ";",
    rows: [
      ["a", "b"],
      ["1", "2,5"],
    ],
  },
  tabs: {
    text: "a\tb\n1\t2",
    separator: "\t",
    rows: [
      ["a", "b"],
      ["1", "2"],
    ],
  },
  bars: {
    text: "a|b\n1|2",
    separator: "|",
    rows: [
      ["a", "b"],
      ["1", "2"],
    ],
  },
  "a quoted line end": {
    text: 'a,b\r\n"Ann\r\nLee",2\r\n3,4',
    rows: [
      ["a", "b"],
      ["Ann\r\nLee", "2"],
      ["3", "4"],
    ],
  },
  "a quoted separator": {
    text: 'a,b\n"x,y",2',
    rows: [
      ["a", "b"],
      ["x,y", "2"],
    ],
  },
  "a quoted quote": { text: 'a\n"x ""y"" z"', rows: [["a"], ['x "y" z']] },
  "an empty quoted cell": {
    text: 'a,b\n"",2',
    rows: [
      ["a", "b"],
      ["", "2"],
    ],
  },
  "quotes in the middle of a cell": {
    text: 'a,b\nAnn "the" Lee,2',
    rows: [
      ["a", "b"],
      ['Ann "the" Lee', "2"],
    ],
  },
  "letters behind a quoted cell": {
    text: 'a,b\n"x"y,2\n3,4',
    rows: [
      ["a", "b"],
      ['"x"y', "2"],
      ["3", "4"],
    ],
  },
  "a quote that is never closed": {
    text: 'a,b\n1,"x\n2,y\n3,z\n',
    rows: [["a", "b"], "open_quote", ["2", "y"], ["3", "z"]],
  },
  "a quote that is never closed, in the last row": {
    text: 'a,b\n1,2\n3,"z',
    rows: [["a", "b"], ["1", "2"], "open_quote"],
  },
  "a quote that is never closed in the header": {
    text: '"a,b\n1,2',
    rows: ["open_quote", ["1", "2"]],
  },
  "a quote that is never closed before more than 64 KB": {
    text: `a,b\n1,"x\n${"2,y\n".repeat(20_000)}`,
    rows: [["a", "b"], "open_quote", ...Array.from({ length: 20_000 }, () => ["2", "y"])],
  },
  "a row above 64 KB": {
    text: `a,b\n1,${long}\n3,4\n`,
    rows: [["a", "b"], "too_long", ["3", "4"]],
  },
  "rows above 64 KB that follow each other": {
    text: `a\n${long}\n${long}\nb`,
    rows: [["a"], "too_long", "too_long", ["b"]],
  },
  "a quoted cell above 64 KB": {
    text: `a,b\n1,"${long}"\n3,4`,
    rows: [["a", "b"], "too_long", ["3", "4"]],
  },
  "a NUL in a cell": { text: "a,b\n1,x\0y\n3,4", rows: [["a", "b"], "nul", ["3", "4"]] },
  "more columns than the header": {
    text: `a,b\n${"x,".repeat(59)}x`,
    rows: [["a", "b"], Array.from({ length: 60 }, () => "x")],
  },
  "fewer columns than the header": { text: "a,b,c\n1", rows: [["a", "b", "c"], ["1"]] },
  "rows of separators": {
    text: "a,b\n,\n1,2\n,,,\n",
    rows: [
      ["a", "b"],
      ["1", "2"],
    ],
  },
  "rows of spaces": {
    text: "a,b\n  \n1,2",
    rows: [
      ["a", "b"],
      ["1", "2"],
    ],
  },
  "spaces around cells, which are kept": {
    text: "a , b\n 1,2 ",
    rows: [
      ["a ", " b"],
      [" 1", "2 "],
    ],
  },
  "a formula": {
    text: 'a\n"=HYPERLINK(""http://x.example"",""y"")"',
    rows: [["a"], ['=HYPERLINK("http://x.example","y")']],
  },
  "a column named as a prototype": {
    text: "__proto__,a\n1,2",
    rows: [
      ["__proto__", "a"],
      ["1", "2"],
    ],
  },
  "letters of every length": {
    text: "ä,語,😀\n1,2,3",
    rows: [
      ["ä", "語", "😀"],
      ["1", "2", "3"],
    ],
  },
  "half of a surrogate pair": { text: "a\n\ud800,b\nc", rows: [["a"], ["\ufffd", "b"], ["c"]] },
  "a line separator inside a cell": { text: "a\nx\u2028y\nz", rows: [["a"], ["x\u2028y"], ["z"]] },
  "the same name twice": {
    text: "Email,Email\n1,2",
    rows: [
      ["Email", "Email"],
      ["1", "2"],
    ],
  },
};
