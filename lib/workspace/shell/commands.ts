import type { Frame } from "#lib/workspace/frame.ts";
import { pagesFor } from "./pages.ts";

export interface Command {
  label: string;
  /** What tells it from others of its label. */
  detail?: string;
  /** What it does: goes to an address, or one of the few things that every page can do. */
  act: { href: string } | { theme: "system" | "light" | "dark" } | { signOut: true };
}

export interface CommandGroup {
  value: string;
  items: Command[];
}

/** Where an organization is searched: by its page, and by the command menu while somebody types. */
export interface SearchPlace {
  page: string;
  whileTyping: string;
}

export const searchOf = (slug: string): SearchPlace => ({
  page: `/o/${encodeURIComponent(slug)}/search`,
  whileTyping: `/api/search/${encodeURIComponent(slug)}`,
});

/** What the command menu of somebody's page offers. */
export function commandsOf({ organization, organizations, role }: Frame): CommandGroup[] {
  const home = `/o/${organization.slug}`;
  const pages = pagesFor(role).flatMap(({ group, pages }) =>
    pages.map(({ path, label }) => ({
      label: group ? `${group}: ${label}` : label,
      act: { href: `${home}${path}` },
    })),
  );
  const others = organizations
    .filter(({ slug }) => slug !== organization.slug)
    .map(({ name, slug }) => ({ label: name, act: { href: `/o/${slug}` } }));
  return [
    { value: "Pages", items: pages },
    {
      value: "Organizations",
      items: [
        ...others,
        { label: "Create organization", act: { href: "/organizations/new" } },
        { label: "All organizations", act: { href: "/organizations" } },
      ],
    },
    {
      value: "You",
      items: [
        { label: "Account", act: { href: "/account" } },
        { label: "Theme: system", act: { theme: "system" } },
        { label: "Theme: light", act: { theme: "light" } },
        { label: "Theme: dark", act: { theme: "dark" } },
        { label: "Sign out", act: { signOut: true } },
      ],
    },
  ];
}
