import { Archive, ArchiveRestore, Copy } from "lucide-react";
import { formOf } from "#lib/forms/act.ts";
import {
  archiveCampaignAct,
  duplicateCampaignAct,
} from "#lib/products/newsletter/campaigns/acts.ts";
import type { Campaign } from "#lib/products/newsletter/campaigns/campaign.ts";
import { Form } from "#lib/ui/form.tsx";

interface CampaignMenuProps {
  campaign: Campaign;
  slug: string;
}

/** What can be done with a campaign in whatever state it is. */
export function CampaignMenu({ campaign, slug }: CampaignMenuProps) {
  const { id, state, archivedAt } = campaign;
  const isOver = ["draft", "sent", "cancelled"].includes(state);
  return (
    <>
      {isOver && (
        <Form
          action={formOf(archiveCampaignAct, { slug, id }).action}
          submit={
            <>
              {archivedAt ? <ArchiveRestore /> : <Archive />}
              {archivedAt ? "Unarchive" : "Archive"}
            </>
          }
          pending="Saving…"
          look="secondary"
          className="contents"
        >
          <input type="hidden" name="isArchived" value={archivedAt ? "false" : "true"} />
        </Form>
      )}
      <Form
        action={formOf(duplicateCampaignAct, { slug, id }).action}
        submit={
          <>
            <Copy />
            Duplicate
          </>
        }
        pending="Duplicating…"
        look="secondary"
        className="contents"
      >
        <input type="hidden" name="id" value={crypto.randomUUID()} />
      </Form>
    </>
  );
}
