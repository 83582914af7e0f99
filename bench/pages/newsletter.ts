import { type SQL, sql } from "drizzle-orm";
import { getCampaign } from "#app/(edge)/o/[slug]/campaigns/[id]/read.ts";
import { getSending } from "#app/(edge)/o/[slug]/campaigns/[id]/read-sending.ts";
import { campaignsQuery, getCampaigns } from "#app/(edge)/o/[slug]/campaigns/read.ts";
import { getNewsletterSettings } from "#app/(edge)/o/[slug]/campaigns/settings/read.ts";
import { getList } from "#app/(edge)/o/[slug]/lists/[id]/read.ts";
import { getLists, getListsToChoose } from "#app/(edge)/o/[slug]/lists/read.ts";
import { getSegment } from "#app/(edge)/o/[slug]/segments/[id]/read.ts";
import { getConditions } from "#app/(edge)/o/[slug]/segments/new/read.ts";
import { getSegments } from "#app/(edge)/o/[slug]/segments/read.ts";
import { getSeriesPeople, peopleQuery } from "#app/(edge)/o/[slug]/series/[id]/people/read.ts";
import { getSeries } from "#app/(edge)/o/[slug]/series/[id]/read.ts";
import { getStep } from "#app/(edge)/o/[slug]/series/[id]/steps/[step]/read.ts";
import { getListsAndSegments } from "#app/(edge)/o/[slug]/series/new/read.ts";
import { getAllSeries } from "#app/(edge)/o/[slug]/series/read.ts";
import { getPerson } from "#app/(edge)/o/[slug]/subscribers/[id]/read.ts";
import { getOwnFields } from "#app/(edge)/o/[slug]/subscribers/fields/read.ts";
import { getForm } from "#app/(edge)/o/[slug]/subscribers/forms/[id]/read.ts";
import { getForms } from "#app/(edge)/o/[slug]/subscribers/forms/read.ts";
import { getImports, importsQuery } from "#app/(edge)/o/[slug]/subscribers/import/read.ts";
import { getListsAndFields } from "#app/(edge)/o/[slug]/subscribers/new/read.ts";
import { getSubscribers, subscriberQuery } from "#app/(edge)/o/[slug]/subscribers/read.ts";
import { archivableQuery } from "#lib/forms/query.ts";
import { getFrame } from "#lib/workspace/get-frame.ts";
import type { Read } from "./read.ts";

const campaigns = "/o/[slug]/campaigns";
const lists = "/o/[slug]/lists";
const segments = "/o/[slug]/segments";
const series = "/o/[slug]/series";
const subscribers = "/o/[slug]/subscribers";

/** The reads of the pages of the newsletter, as they are asked for without a query. */
export const newsletterPages: Readonly<Record<string, Read>> = {
  [campaigns]: (db, { owner }) => getCampaigns(db, owner, campaignsQuery.parse({})),
  [`${campaigns}/[id]`]: (db, { owner, ids }) => getSending(db, owner, ids.campaigns),
  [`${campaigns}/[id]/edit`]: (db, { owner, ids }) => getCampaign(db, owner, ids.campaigns),
  [`${campaigns}/new`]: (db, { owner }) => getListsToChoose(db, owner),
  [`${campaigns}/settings`]: (db, { owner }) => getNewsletterSettings(db, owner),
  [lists]: (db, { owner }) => getLists(db, owner, archivableQuery.parse({})),
  [`${lists}/[id]`]: (db, { owner, ids }) => getList(db, owner, ids.lists),
  [`${lists}/new`]: (db, { owner }) => getFrame(db, owner, "member"),
  [segments]: (db, { owner }) => getSegments(db, owner, archivableQuery.parse({})),
  [`${segments}/[id]`]: (db, { owner, ids }) => getSegment(db, owner, ids.segments),
  [`${segments}/new`]: (db, { owner }) => getConditions(db, owner, null),
  [series]: (db, { owner }) => getAllSeries(db, owner, archivableQuery.parse({})),
  [`${series}/[id]`]: (db, { owner, ids }) => getSeries(db, owner, ids.series),
  [`${series}/[id]/people`]: (db, { owner, ids }) =>
    getSeriesPeople(db, owner, ids.series, peopleQuery.parse({})),
  [`${series}/[id]/steps/[step]`]: (db, { owner, ids }) =>
    getStep(db, owner, { id: ids.series, step: ids.steps }),
  [`${series}/new`]: (db, { owner }) => getListsAndSegments(db, owner),
  [subscribers]: (db, { owner }) => getSubscribers(db, owner, subscriberQuery.parse({})),
  [`${subscribers}/[id]`]: (db, { owner, ids }) => getPerson(db, owner, ids.subscribers),
  [`${subscribers}/fields`]: (db, { owner }) => getOwnFields(db, owner),
  [`${subscribers}/forms`]: (db, { owner }) => getForms(db, owner),
  [`${subscribers}/forms/[id]`]: (db, { owner, ids }) => getForm(db, owner, ids.forms),
  [`${subscribers}/forms/new`]: (db, { owner }) => getListsToChoose(db, owner),
  [`${subscribers}/import`]: (db, { owner }) => getImports(db, owner, importsQuery.parse({})),
  [`${subscribers}/new`]: (db, { owner }) => getListsAndFields(db, owner),
};

/** With the 420 people of the demo data, one million. */
const mostCopies = 2_380;

/**
 * Copies of the people of the audience: each is on the lists of the one they are a copy of, and was sent
 * the same campaigns of the last quarter.
 * @param acme The id of the organization.
 */
export function copiesOfAudience(acme: SQL, times: number): { table: string; insert: SQL }[] {
  const copies = sql`generate_series(1, least(${times - 1}::integer, ${mostCopies}::integer)) as copy`;
  // The same id whenever it is made of the same person and copy.
  const copyOf = (id: SQL) => sql`md5(${id}::text || copy)::uuid`;
  return [
    {
      table: "subscribers",
      insert: sql`insert into subscribers (
          id, organization_id, owner_id, email, address_hash, name, fields, status, pending_since,
          confirmed_at, unsubscribed_at, bounced_at, created_at
        )
        select ${copyOf(sql`id`)}, organization_id, owner_id, copy || '.' || email,
          address_hash || copy, name, fields, status, pending_since, confirmed_at, unsubscribed_at,
          bounced_at, created_at - copy * interval '1 second'
        from subscribers, ${copies} where organization_id = ${acme}`,
    },
    {
      table: "list_subscriptions",
      insert: sql`insert into list_subscriptions (
          organization_id, list_id, subscriber_id, created_at
        )
        select organization_id, list_id, ${copyOf(sql`subscriber_id`)},
          created_at - copy * interval '1 second'
        from list_subscriptions, ${copies} where organization_id = ${acme}`,
    },
    {
      table: "campaign_sends",
      insert: sql`insert into campaign_sends (
          organization_id, campaign_id, subscriber_id, status, sent_at, created_at
        )
        select sends.organization_id, campaign_id, ${copyOf(sql`subscriber_id`)}, sends.status,
          sends.sent_at, sends.created_at
        from campaign_sends as sends join campaigns on campaigns.id = campaign_id, ${copies}
        where sends.organization_id = ${acme}
          and campaigns.scheduled_at > now() - interval '90 days'`,
    },
  ];
}
