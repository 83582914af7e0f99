import * as z from "zod/mini";
import type { Piece } from "../content/pieces.ts";

const field = z.object({
  kind: z.literal("field"),
  field: z.string(),
  fallback: z.string(),
  as: z.enum(["html", "text", "url"]),
});

const link = z.object({
  kind: z.literal("link"),
  index: z.number(),
  as: z.enum(["html", "text"]),
});

const choice = z.object({
  kind: z.literal("choice"),
  field: z.string(),
  is: z.nullable(z.string()),
  get filled() {
    return pieces;
  },
  get others() {
    return pieces;
  },
});

/** Pieces as JSON has them. */
export const pieces: z.ZodMiniType<Piece[]> = z.array(z.union([z.string(), field, link, choice]));
