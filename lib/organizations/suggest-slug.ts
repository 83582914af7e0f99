import { products } from "#lib/products/products.ts";

/** Slugs that would be mistaken for a part of the app, now or later. */
const core = [
  "about",
  "account",
  "accounts",
  "admin",
  "api",
  "app",
  "assets",
  "auth",
  "billing",
  "blog",
  "contact",
  "dev",
  "docs",
  "help",
  "invite",
  "legal",
  "login",
  "logout",
  "mail",
  "new",
  "null",
  "organization",
  "organizations",
  "penning",
  "pricing",
  "privacy",
  "public",
  "security",
  "settings",
  "sign-in",
  "sign-out",
  "sign-up",
  "static",
  "status",
  "support",
  "terms",
  "undefined",
  "unavailable",
  "user",
  "users",
  "welcome",
  "www",
];

export const reservedSlugs: readonly string[] = [
  ...core,
  ...products.flatMap(({ reservedSlugs: own }) => own ?? []),
];

export const slugLength = { min: 2, max: 48 } as const;

/**
 * The letters and digits of a name, with spaces for all else but apostrophes: compatible forms are the
 * plain ones, and Latin letters have no marks.
 */
export const lettersOf = (name: string): string =>
  name
    .normalize("NFKD")
    .replace(/(?<=\p{Script=Latin})\p{Mn}+/gu, "")
    .normalize("NFC")
    .replace(/[^\p{L}\p{M}\p{N}'’]+/gu, " ");

/** A slug of words in ASCII: a name of nothing but signs is a team's. */
export function slugOfAscii(words: string): string {
  const slug = words
    .toLowerCase()
    .replace(/ ?['’](?=s\b)|['’]/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-/, "")
    .slice(0, slugLength.max)
    .replace(/-$/, "");
  if (slug === "") return "team";
  const isUsable = slug.length >= slugLength.min && !reservedSlugs.includes(slug);
  return isUsable ? slug : `${slug}-team`;
}

/**
 * The slug that `slugOf` will make of a name, for a browser, which does not load what transliterates;
 * empty when that takes a transliteration.
 */
export function suggestSlug(name: string): string {
  const letters = lettersOf(name);
  return /^[\p{ASCII}’]*$/u.test(letters) ? slugOfAscii(letters) : "";
}
