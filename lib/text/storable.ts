// Apart from the schemas, because small edge functions ask this too.

/** Whether Postgres can keep a text: it takes no U+0000, and inside JSON no half of a surrogate pair. */
export const isStorable = (text: string): boolean => !text.includes("\0") && text.isWellFormed();

/** The same, for the API's document. */
export const storablePattern = "^[^\\u0000]*$";

/** As long as a slug or somebody else's id is at the most. An index of Postgres takes no 3,000 bytes. */
export const identifierLimit = 500;

/** Whether a part of an address, such as a slug or an id, can name anything at all. */
export const isIdentifier = (text: string): boolean =>
  text.length <= identifierLimit && isStorable(text);

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a part of an address is a UUID as Postgres has it, of any version and variant. */
export const isId = (text: string | undefined): text is string => uuid.test(text ?? "");
