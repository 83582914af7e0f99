import * as z from "zod/mini";
import { pieces } from "./pieces-schema.ts";

/** A letter as `campaign_letters` keeps it. What is the same for everybody is text already. */
const frozen = z.object({
  /** The subject, and the second one of a test. */
  subjects: z.array(pieces).check(z.minLength(1)),
  sender: z.object({ name: z.string(), replyTo: z.nullable(z.string()) }),
  html: z.object({ head: pieces, content: pieces, foot: pieces }),
  text: z.object({ content: pieces, foot: pieces }),
  /** The addresses of the links that people wrote, by number. */
  links: z.array(pieces),
});

export type FrozenLetter = z.output<typeof frozen>;

/** @throws when this is no letter that `freezeLetter` made. */
export const readLetter = (json: unknown): FrozenLetter => frozen.parse(json);
