import { letters as newsletter } from "#products/newsletter/letters.ts";

/**
 * The letters of products, by their templates. A product that mails has them in its `letters.ts`, made with
 * `writer`, and is named here: `{ ...crm }` with `import { letters as crm } from "#products/crm/letters.ts"`.
 */
export const productLetters = { ...newsletter };

type Gathered = typeof productLetters;

/** The templates of all products, for types. */
export interface ProductLetters extends Gathered {}
