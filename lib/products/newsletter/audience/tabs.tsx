import { isAllowed } from "#lib/organizations/permissions.ts";
import type { Role } from "#lib/organizations/roles.ts";
import { TabLinks } from "#lib/ui/tabs.tsx";
import { formsPath } from "../public/forms/paths.ts";
import { fieldsPath, importsPath, listsPath, segmentsPath, subscribersPath } from "./paths.ts";

interface AudienceTabsProps {
  slug: string;
  /** The address of the page that is shown. */
  current: string;
  /** Of the viewer: each sees the pages that they may open. */
  role: Role;
}

/** The pages of the audience. */
export function AudienceTabs({ slug, current, role }: AudienceTabsProps) {
  const tabs = [
    { href: subscribersPath(slug), label: "People" },
    { href: listsPath(slug), label: "Lists" },
    { href: segmentsPath(slug), label: "Segments" },
    { href: fieldsPath(slug), label: "Fields" },
    { href: formsPath(slug), label: "Forms" },
    ...(isAllowed(role, "newsletter.send") ? [{ href: importsPath(slug), label: "Import" }] : []),
  ];
  return <TabLinks label="Audience" tabs={tabs} current={current} />;
}
