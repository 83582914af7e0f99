import { campaignsPath, settingsPath } from "#lib/products/newsletter/campaigns/paths.ts";
import { TabLinks } from "#lib/ui/tabs.tsx";

interface CampaignTabsProps {
  slug: string;
  current: "campaigns" | "settings";
}

/** The pages about campaigns in general. */
export function CampaignTabs({ slug, current }: CampaignTabsProps) {
  const paths = { campaigns: campaignsPath(slug), settings: settingsPath(slug) };
  return (
    <TabLinks
      label="Campaigns"
      current={paths[current]}
      tabs={[
        { href: paths.campaigns, label: "Campaigns" },
        { href: paths.settings, label: "Settings" },
      ]}
    />
  );
}
