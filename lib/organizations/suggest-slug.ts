/** Slugs that would be mistaken for a part of the app, now or later. */
export const reservedSlugs: readonly string[] = [
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

export const slugLength = { min: 2, max: 48 } as const;

/** A slug made of a name. It may be taken. */
export function slugOf(name: string): string {
  const slug = name
    .toLowerCase()
    .normalize("NFD")
    .replace(/['’]|\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, slugLength.max)
    .replace(/^-|-$/g, "");
  if (slug.length < slugLength.min) return "team";
  return reservedSlugs.includes(slug) ? `${slug}-team` : slug;
}
