import { TabLinks } from "#lib/ui/tabs.tsx";
import { formsPath } from "../public/forms/paths.ts";
import { fieldsPath, importsPath, listsPath, segmentsPath, subscribersPath } from "./paths.ts";

/** The pages of the audience. @param current the address of the one that is shown. */
export function AudienceTabs({ slug, current }: { slug: string; current: string }) {
  const tabs = [
    { href: subscribersPath(slug), label: "People" },
    { href: listsPath(slug), label: "Lists" },
    { href: segmentsPath(slug), label: "Segments" },
    { href: fieldsPath(slug), label: "Fields" },
    { href: formsPath(slug), label: "Forms" },
    { href: importsPath(slug), label: "Import" },
  ];
  return <TabLinks label="Audience" tabs={tabs} current={current} />;
}
