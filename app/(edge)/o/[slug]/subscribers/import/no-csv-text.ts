import type { OtherFile } from "#lib/imports/decode.ts";

const texts: Record<OtherFile, string> = {
  spreadsheet:
    "This is a spreadsheet or a zip file. Open it in your spreadsheet program and save it as CSV.",
  archive: "This is an archive. Unpack it first, and choose the CSV file in it.",
  "web page": "This is a web page, not a CSV file. Export the table as CSV.",
  JSON: "This is a JSON file. Export the data as CSV.",
  PDF: "This is a PDF. Export the table as CSV.",
  picture: "This is a picture. Choose a CSV file.",
  binary: "This is not a CSV file. Save it as CSV in your spreadsheet program.",
};

/** What to do with a file that is no CSV. */
export const noCsvText = (other: OtherFile): string => texts[other];
