import * as z from "zod/mini";
import { rowNamed } from "#lib/db/row.ts";
import { containing, sought } from "#lib/db/sought.ts";
import { sql } from "#lib/db/sql.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { inTenant } from "#lib/organizations/tenant.ts";
import type { SearchPart } from "#lib/products/search-part.ts";
import { campaignStateSql } from "../campaigns/state.ts";
import { subscriberWords } from "../tables/words.ts";

const needs = permissions["newsletter.read"];

const text = z.string();
const personIn = (name: string) =>
  rowNamed(name, {
    ...{ id: text, organizationId: text, email: text, address: text, name: text, createdAt: text },
  });
const [person, subscriber] = [personIn("candidate"), personIn("subscribers")];
const columns = sql.join(Object.values(subscriber), sql`, `);
const rows = sql`select ${columns} from subscribers where ${inTenant(subscriber.organizationId)}`;

const campaign = rowNamed("campaigns", {
  ...{ id: text, organizationId: text, subject: text, createdAt: text, status: text },
  ...{ seriesId: text, startedAt: text, pausedAt: text, heldAt: text, cancelledAt: text },
});

/** People by any part of their name or address, those who came last first. */
export const subscribersFound: SearchPart = {
  label: "Subscribers",
  needs,
  sought(words, limit) {
    const order = sql`${person.createdAt} desc, ${person.id} desc`;
    const address = sql`coalesce(${person.address}, ${person.email})`;
    return {
      with: sought({
        name: "newsletter_people",
        rows,
        matches: sql`${subscriberWords(person)} like ${containing(words)}`,
        found: sql`${rows} and ${subscriberWords(subscriber)} like ${containing(words)}`,
        order,
        limit,
      }),
      from: sql`newsletter_people as candidate`,
      id: sql`${person.id}::text`,
      title: sql`coalesce(nullif(${person.name}, ''), ${address})`,
      detail: sql`${address}`,
      order,
    };
  },
  path: (id) => `/subscribers/${encodeURIComponent(id)}`,
};

/** Campaigns by any part of their subject, the newest first. */
export const campaignsFound: SearchPart = {
  label: "Campaigns",
  needs,
  sought: (words) => ({
    from: sql`campaigns where ${inTenant(campaign.organizationId)}
      and ${campaign.seriesId} is null and strpos(lower(${campaign.subject}), lower(${words}::text)) > 0`,
    id: sql`${campaign.id}::text`,
    title: sql`${campaign.subject}`,
    detail: sql`replace(${campaignStateSql(campaign)}, 'cancelled', 'canceled')`,
    order: sql`${campaign.createdAt} desc, ${campaign.id} desc`,
  }),
  path: (id) => `/campaigns/${encodeURIComponent(id)}`,
};
