import { colours } from "#lib/text/brand.ts";
import { append, escapeHtml, type Piece } from "../content/pieces.ts";
import { darkQuery, schemes } from "./theme.ts";

/** What stands around the content of a letter. */
export interface Surroundings {
  /** The subject and the line that a list of mails shows beside it, escaped for HTML. */
  subject: readonly Piece[];
  preheader: readonly Piece[];
  organization: string;
  postalAddress: string;
  /** The numbers of the links that each person has of their own. */
  own: { leave: number; preferences: number; view: number };
}

// Mail programs know neither variables of a style sheet nor `light-dark()`.
const dark = `@media ${darkQuery}{
.canvas{background:${colours.canvas.dark}!important}
.paper{background:${colours.surface.dark}!important;border-color:${colours.line.dark}!important;color:${colours.ink.dark}!important}
.small{color:${colours.muted.dark}!important}
.paper a{color:${colours.accent.dark}!important}
.small a{color:${colours.muted.dark}!important}
}`;
const light = `.paper a{color:${colours.accent.light}}.small a{color:${colours.muted.light}}
@media (max-width:480px){.paper{padding:24px 20px 8px!important}.small{padding:20px 20px 32px!important}}
a[x-apple-data-detectors]{color:inherit!important;text-decoration:none!important}`;

const font = "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const hidden =
  "display:none;max-height:0;overflow:hidden;opacity:0;font-size:1px;line-height:1px;color:transparent";
const breaking = "word-break:break-word;overflow-wrap:anywhere";

/** Without it, mail programs show the first words of the content after the preheader. */
const filler = "&#8199;&#847;&zwnj; ".repeat(60);

/** The HTML before the content. */
export function headOf({ subject, preheader }: Surroundings): Piece[] {
  const pieces: Piece[] = [];
  append(
    pieces,
    `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="${schemes}"><meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no">
<title>`,
  );
  for (const piece of subject) append(pieces, piece);
  append(
    pieces,
    `</title>
<style>${light}
${dark}</style></head>
<body class="canvas" style="margin:0;padding:0;background:${colours.canvas.light}">
`,
  );
  if (preheader.length > 0) {
    append(pieces, `<div style="${hidden}" aria-hidden="true">`);
    for (const piece of preheader) append(pieces, piece);
    append(pieces, `${filler}</div>\n`);
  }
  append(
    pieces,
    `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px;table-layout:fixed"><tr><td class="paper" style="padding:32px 36px 16px;background:${colours.surface.light};border:1px solid ${colours.line.light};border-radius:12px;color:${colours.ink.light};font-family:${font};font-size:16px;line-height:1.6;text-align:start;${breaking}">
`,
  );
  return pieces;
}

const reasonOf = (organization: string) =>
  `You receive this email because you subscribed to the newsletter of ${organization}.`;

const links = [
  ["leave", "Unsubscribe"],
  ["preferences", "Change your preferences"],
  ["view", "Read in the browser"],
] as const;

/** The lines of a postal address, without empty ones. */
const linesOf = (text: string): string[] =>
  text
    .split(/\r\n|\n|\r/)
    .map((line) => line.trim())
    .filter(Boolean);

/** The HTML after the content, up to the end of the body: an image of a person's own goes behind it. */
export function footOf({ organization, postalAddress, own }: Surroundings): Piece[] {
  const small = `padding:20px 36px 32px;color:${colours.muted.light};font-family:${font};font-size:13px;line-height:1.6;text-align:start;${breaking}`;
  const pieces: Piece[] = [];
  append(
    pieces,
    `</td></tr><tr><td class="small" style="${small}">
<p style="margin:0 0 8px">${escapeHtml(reasonOf(organization))}</p>
`,
  );
  for (const [place, label] of links) {
    append(pieces, place === "leave" ? `<p style="margin:0 0 8px"><a href="` : ' · <a href="');
    append(pieces, { kind: "link", index: own[place], as: "html" });
    append(pieces, `" style="text-decoration:underline">${label}</a>`);
  }
  const address = linesOf(postalAddress).map(escapeHtml).join("<br>\n");
  append(pieces, `</p>\n${address && `<p style="margin:0">${address}</p>\n`}`);
  append(pieces, "</td></tr></table>\n</td></tr></table>\n");
  return pieces;
}

export const endOfBody = "</body></html>\n";

/** The same words after the text of a letter. */
export function textFootOf({ organization, postalAddress, own }: Surroundings): Piece[] {
  const pieces: Piece[] = [];
  append(pieces, `---\n\n${reasonOf(organization)}\n\n`);
  for (const [place, label] of links) {
    append(pieces, `${label} (`);
    append(pieces, { kind: "link", index: own[place], as: "text" });
    append(pieces, ")\n");
  }
  const address = linesOf(postalAddress).join("\n");
  append(pieces, address && `\n${address}\n`);
  return pieces;
}
