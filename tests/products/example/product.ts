import { NotebookPen } from "lucide-react";
import { defineProduct } from "#lib/products/product.ts";

/** A product with something in every slot, which stands in no deployment. */
export const product = defineProduct({
  id: "example",
  pages: [{ path: "/example", label: "Example notes", icon: NotebookPen, least: "admin" }],
  permissions: {
    "note.read": { least: "member", scope: "example.read" },
    "note.write": { least: "admin", scope: "example.write" },
    "note.shred": { least: "owner", scope: null },
  },
  keyScopes: {
    "example.read": "Read notes.",
    "example.write": "Write notes.",
  },
  audited: {
    "note.pinned": { label: "Note pinned", sentence: ({ name }) => `pinned the note${name}` },
  },
  notices: { note_pinned: "Note pinned for everybody in the example." },
  refusals: {
    note_full: {
      status: 409,
      message: "The board is full. Remove a note first.",
      program: "The board holds no more notes.",
    },
  },
  fieldMessages: {
    note_missing: { message: "Write a note.", program: "Send a text." },
    note_too_long: { message: "Use at most 100 characters." },
  },
  providers: { "example-post": "Example Post" },
  events: {
    "note.pinned": {
      description: "A note was pinned for everybody.",
      schema: { type: "object", required: ["text"], properties: { text: { type: "string" } } },
      example: { text: "Bring cake" },
      after: ["note.pin"],
    },
  },
  reservedSlugs: ["example-board"],
  environment: {
    EXAMPLE_URL: {
      advice: "Copy it from the page of the example.",
      problem: (value) => (URL.canParse(value) ? undefined : "must be an address, https://…."),
    },
    EXAMPLE_NICKNAME: { advice: "Any word.", isOptional: true },
  },
});

declare module "#lib/products/products.ts" {
  interface Products {
    example: typeof product;
  }
}
