import { TabLinks } from "#lib/ui/tabs.tsx";
import { formsPath } from "../public/forms/paths.ts";
import { importsPath, listsPath, subscribersPath } from "./paths.ts";

/** The pages of the audience. @param current the address of the one that is shown. */
export function AudienceTabs({ slug, current }: { slug: string; current: string }) {
  const tabs = [
    { href: subscribersPath(slug), label: "People" },
    { href: listsPath(slug), label: "Lists" },
    { href: formsPath(slug), label: "Forms" },
    { href: importsPath(slug), label: "Import" },
  ];
  return <TabLinks label="Audience" tabs={tabs} current={current} />;
}
