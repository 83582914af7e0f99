import * as z from "zod/mini";
import { type Letters, nameInMail, writer } from "#lib/mail/letter.ts";

export const letters = {
  "note-digest": writer(z.object({ name: z.string(), notes: z.coerce.number() }), (props) => ({
    subject: "Your example notes",
    title: "Your example notes",
    paragraphs: [`${nameInMail(props.name, "There")} has ${props.notes} notes.`],
    why: "You received this email because you keep example notes.",
  })),
} satisfies Letters;

declare module "#lib/mail/product-letters.ts" {
  interface ProductLetters extends Record<keyof typeof letters, unknown> {}
}
