import { campaignPath, editPath } from "#lib/products/newsletter/campaigns/paths.ts";
import { TabLinks } from "#lib/ui/tabs.tsx";

interface CampaignStepsProps {
  slug: string;
  id: string;
  current: "edit" | "send";
}

/** The parts of a draft, in the order in which they are done. */
export function CampaignSteps({ slug, id, current }: CampaignStepsProps) {
  const paths = { edit: editPath(slug, id), send: campaignPath(slug, id) };
  return (
    <TabLinks
      label="Campaign"
      current={paths[current]}
      tabs={[
        { href: paths.edit, label: "Content" },
        { href: paths.send, label: "Audience and sending" },
      ]}
    />
  );
}
