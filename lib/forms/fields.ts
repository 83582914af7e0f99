import * as z from "zod/mini";
import { identifierLimit, isStorable, storablePattern } from "#lib/text/storable.ts";
import { isLine, linePattern, tidy } from "#lib/text/visible.ts";

// Whatever a visitor or a program sends passes one of these before it reaches Postgres, which cannot
// take U+0000 at all, nor half of a surrogate pair inside JSON.

/**
 * A line of text that can be seen, without space at its ends. Letters of every script and emoji are
 * fine; control characters, and those that turn the direction of writing, are refused.
 * @param limit in characters.
 * @param codes of the messages for an empty, a too long and an otherwise unusable value.
 */
export const line = (limit: number, codes: { missing: string; tooLong: string; invalid: string }) =>
  z
    .string(codes.missing)
    .check(
      z.overwrite(tidy),
      z.minLength(1, codes.missing),
      z.refine((text) => characters(text) <= limit, { error: codes.tooLong, abort: true }),
      z.refine(isLine, codes.invalid),
    )
    .register(z.globalRegistry, { maxLength: limit, pattern: linePattern });

/** As people and JSON Schema count them, not in halves of surrogate pairs. */
const characters = (text: string) => Array.from(text).length;

/**
 * Text as it was sent, to be compared with what is kept.
 * @param code of the message for everything that cannot be there.
 */
export const exactText = (limit: number, code: string) =>
  z
    .string(code)
    .check(z.maxLength(limit, code), z.refine(isStorable, code))
    .register(z.globalRegistry, { pattern: storablePattern });

/** What names something in an address: the slug of an organization, the id of a person. */
export const identifier = (code = "not_found") =>
  z
    .string(code)
    .check(z.minLength(1, code), z.maxLength(identifierLimit, code), z.refine(isStorable, code))
    .register(z.globalRegistry, { pattern: storablePattern });

/** An e-mail address as people type it, in small letters as it is compared. */
export const email = (code: string) =>
  z
    .string(code)
    .check(
      z.trim(),
      z.toLowerCase(),
      z.maxLength(254, { error: code, abort: true }),
      z.email({ pattern: address, error: code }),
    );

// What zod takes by itself, without look-ahead, which not every language has.
const address =
  /^(?:[A-Za-z0-9_'+-]+\.)*[A-Za-z0-9_'+-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}$/;

/** A secret of a link or a cookie, such as an invitation's: visible ASCII. */
export const token = (code: string) =>
  z.string(code).check(z.maxLength(2_000, code), z.regex(/^[\u0021-\u007e]+$/, code));

/** A UUID as Postgres has it: of any version and variant. */
export const id = z.guid();

/** One or more of something, from a form that sends a single one as itself. */
export const several = <Item>(item: z.ZodMiniType<Item>) =>
  z.pipe(
    z.transform((value) => (Array.isArray(value) ? value : [value])),
    z.array(item).check(z.minLength(1)),
  );

/**
 * An id that the page made up when it showed the form, for what the form makes: so sending it
 * twice, by a double click or from the browser's history, makes it once.
 */
export const newId = z._default(z.uuid(), () => crypto.randomUUID());

/** A day in UTC, such as `2026-11-20`. Postgres knows no year 0. */
export const day = z.iso.date().check(z.regex(/^(?!0000)/));

/** Days, in one pattern that every language reads alike, for the API's document. Years before 1000 are none. */
export const dayPattern =
  /^(([1-9][0-9]([2468][048]|[13579][26]|0[48])|([2468][048]|[13579][26])00)-02-29|[1-9][0-9]{3}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8])))$/;
