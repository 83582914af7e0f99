import type { Token } from "markdown-it";
import type { Placeholder } from "./placeholder.ts";

/** What the renderers need to know. */
export interface Context {
  /** The number of each link, by its address. */
  links: ReadonlyMap<string, number>;
  isKnown(field: string): boolean;
}

/** The placeholder that a token is. */
export function placeholderIn({ meta }: Token): Placeholder {
  if (typeof meta?.field !== "string") throw new Error("This token is no placeholder");
  return { field: meta.field, fallback: String(meta.fallback), source: String(meta.source) };
}

/** Where a link leads or an image is; null of any other token. */
export function addressIn(token: Token): string | null {
  if (token.type === "link_open") return String(token.attrGet("href") ?? "");
  return token.type === "image" ? String(token.attrGet("src") ?? "") : null;
}

/** The number of the link that a token begins. */
export function linkOf(token: Token, { links }: Context): number {
  const index = links.get(addressIn(token) ?? "");
  if (index === undefined) throw new Error("This link was not counted");
  return index;
}
