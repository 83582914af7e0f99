import { formOf } from "#lib/forms/act.ts";
import { formState } from "#lib/forms/form.ts";
import { changeAudienceAct } from "#lib/products/newsletter/campaigns/send-acts.ts";
import { formatNumber } from "#lib/text/format.ts";
import { Card } from "#lib/ui/card.tsx";
import { Checkbox } from "#lib/ui/checkbox.tsx";
import { Facts } from "#lib/ui/facts.tsx";
import { Fieldset } from "#lib/ui/fieldset.tsx";
import { Form } from "#lib/ui/form.tsx";
import type { CampaignPart } from "./part.ts";

const peopleOf = (count: number) =>
  count === 1 ? "1 subscriber" : `${formatNumber(count)} subscribers`;

/** Whom a campaign goes to: to be chosen while it is a draft. */
export function AudienceCard({ found, slug, query }: CampaignPart) {
  const { campaign, lists, segments, parts, people } = found;
  const isIn = (id: string) =>
    (campaign.isToList && campaign.listId === id) ||
    parts.some((part) => !part.isExcluded && [part.listId, part.segmentId].includes(id));
  const isOut = (id: string) =>
    parts.some((part) => part.isExcluded && [part.listId, part.segmentId].includes(id));
  const namesOf = (has: (id: string) => boolean) =>
    [...lists, ...segments].filter(({ id }) => has(id)).map(({ name }) => name);
  const isAhead = !campaign.startedAt && campaign.state !== "sent";
  if (campaign.state !== "draft") {
    return (
      <Card title="Audience">
        <Facts
          facts={{
            "Sends to": namesOf(isIn).join(", ") || campaign.listName,
            "Leaves out": namesOf(isOut).join(", "),
            [isAhead ? "Now" : "Recipients"]: isAhead
              ? `${peopleOf(people)}. Those who subscribe before the start are added.`
              : found.run && formatNumber(found.run.recipients),
          }}
        />
      </Card>
    );
  }
  const form = formOf(changeAudienceAct, { slug, id: campaign.id });
  const { message, errors } = formState(form, query);
  const boxes = (kinds: { lists: string; segments: string }, has: (id: string) => boolean) => (
    <>
      {lists.map(({ id, name }) => (
        <Checkbox key={id} label={name} name={kinds.lists} value={id} defaultChecked={has(id)} />
      ))}
      {segments.map(({ id, name }) => (
        <Checkbox
          key={id}
          label={
            <>
              {name} <span className="font-normal text-muted">(segment)</span>
            </>
          }
          name={kinds.segments}
          value={id}
          defaultChecked={has(id)}
        />
      ))}
    </>
  );
  return (
    <div id="audience">
      <Card
        title="Audience"
        description={`${peopleOf(people)} now. A subscriber in several lists gets one email.`}
      >
        <Form
          action={form.action}
          submit="Save audience"
          pending="Saving…"
          message={message ?? errors.lists ?? errors.withoutLists}
          look="secondary"
          className="grid gap-5"
        >
          <div className="grid gap-5 sm:grid-cols-2">
            <Fieldset legend="Send to">
              {boxes({ lists: "lists", segments: "segments" }, isIn)}
            </Fieldset>
            <Fieldset legend="Leave out">
              {boxes({ lists: "withoutLists", segments: "withoutSegments" }, isOut)}
            </Fieldset>
          </div>
        </Form>
      </Card>
    </div>
  );
}
