import { campaignsPath, settingsPath } from "#lib/products/newsletter/campaigns/paths.ts";
import { allSeriesPath } from "#lib/products/newsletter/series/paths.ts";
import { TabLinks } from "#lib/ui/tabs.tsx";

interface CampaignTabsProps {
  slug: string;
  current: "campaigns" | "series" | "settings";
}

/** The pages about campaigns in general. */
export function CampaignTabs({ slug, current }: CampaignTabsProps) {
  const paths = {
    campaigns: campaignsPath(slug),
    series: allSeriesPath(slug),
    settings: settingsPath(slug),
  };
  return (
    <TabLinks
      label="Campaigns"
      current={paths[current]}
      tabs={[
        { href: paths.campaigns, label: "Campaigns" },
        { href: paths.series, label: "Series" },
        { href: paths.settings, label: "Settings" },
      ]}
    />
  );
}
