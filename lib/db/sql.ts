import { Name, SQL, type SQLChunk, StringChunk } from "drizzle-orm/sql";

/** What may stand in a template: parts of a statement, and values that have one text. */
export type Piece = SQLChunk | string | number | bigint | boolean | null;

/**
 * Drizzle's `sql`, for templates that are filled in for every request: it takes a fourth of the time. The
 * texts of a template are wrapped once, and nobody asks each piece whether it is a table, which drizzle
 * wants to know for a cache of answers.
 */
export function sql(strings: TemplateStringsArray, ...values: Piece[]): SQL {
  const texts = textsOf(strings);
  const pieces: Piece[] = [];
  // One text more than values: what is undefined after the last of them is written as nothing.
  for (let place = 0; place < texts.length; place++) pieces.push(texts[place], values[place]);
  return new Template(pieces);
}

/** Pieces one after another, with something between them. */
sql.join = (parts: readonly Piece[], separator?: SQL): SQL =>
  new Template(parts.flatMap((part, place) => (place > 0 ? [separator, part] : [part])));

/** Text as it is: never what somebody sent. */
sql.raw = (text: string): SQL => new Template([new Text(text)]);

/** A name in quotation marks. */
sql.identifier = (name: string): Name => new Name(name);

const known = new WeakMap<TemplateStringsArray, Text[]>();

/** JavaScript has one array of strings for each template, however often it is filled in. */
function textsOf(strings: TemplateStringsArray): Text[] {
  let texts = known.get(strings);
  if (!texts) {
    texts = strings.map((text) => new Text(text));
    known.set(strings, texts);
  }
  return texts;
}

/** What templates that differ only in their parameters have in common: their text. */
export interface Form {
  /** A text, or the forms that it is made of; null for a parameter. */
  readonly made: string | readonly Form[] | null;
  /** The whole text as a statement, once it was asked for. */
  statement?: string;
}

/** What stands between the values of a template. */
export class Text extends StringChunk {
  /** Set by written.ts. */
  form: Form | undefined;
}

/** A template that was filled in. Nobody changes it after that. */
export class Template extends SQL {
  override readonly queryChunks: SQLChunk[];
  /** Set by written.ts when it has no parameters. */
  form: Form | undefined;

  constructor(pieces: Piece[]) {
    // Drizzle would look at each of them here.
    super([]);
    // Drizzle takes values as well. Only the types of its own template say so.
    this.queryChunks = pieces as SQLChunk[];
  }
}
