import * as z from "zod/mini";
import { line } from "#lib/forms/fields.ts";
import { isStorable, storablePattern } from "#lib/text/storable.ts";
import { emptyOrLinePattern, isLine, tidyOrEmpty } from "#lib/text/visible.ts";
import { contentLimit, preheaderLimit, subjectLimit } from "./rules.ts";

/** A subject, which becomes a header: no line break, and nothing that cannot be seen. */
export const subject = line(subjectLimit, {
  missing: "subject_missing",
  tooLong: "subject_too_long",
  invalid: "subject_invalid",
});

/** A line that may be left empty. */
export const emptyOrLine = (limit: number, codes: { tooLong: string; invalid: string }) =>
  z
    .string(codes.invalid)
    .check(
      z.overwrite(tidyOrEmpty),
      z.refine((text) => Array.from(text).length <= limit, { error: codes.tooLong, abort: true }),
      z.refine((text) => text === "" || isLine(text), codes.invalid),
    )
    .register(z.globalRegistry, { maxLength: limit, pattern: emptyOrLinePattern });

/** The second subject of a test; empty without one. */
export const subjectB = emptyOrLine(subjectLimit, {
  tooLong: "subject_too_long",
  invalid: "subject_invalid",
});

export const preheader = emptyOrLine(preheaderLimit, {
  tooLong: "preheader_too_long",
  invalid: "preheader_invalid",
});

/** Markdown, with line ends as Unix has them: browsers send CRLF. */
export const content = z
  .string("content_invalid")
  .check(
    z.overwrite((text) => text.replace(/\r\n?/g, "\n")),
    z.refine((text) => Array.from(text).length <= contentLimit, {
      error: "content_too_long",
      abort: true,
    }),
    z.refine(isStorable, "content_invalid"),
  )
  .register(z.globalRegistry, { maxLength: contentLimit, pattern: storablePattern });
