import * as z from "zod/mini";
import { act } from "#lib/db/act.ts";
import { type Database, rows } from "#lib/db/database.ts";
import { field, listOf, oneOf, shape } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { user } from "#lib/identity/schema.ts";
import { acting, ending } from "#lib/organizations/acting.ts";
import type { Actor } from "#lib/organizations/actor.ts";
import { audited } from "#lib/organizations/audit.ts";
import { implement } from "#lib/organizations/implement.ts";
import { limited, retryAfter } from "#lib/organizations/limited.ts";
import { may } from "#lib/organizations/may.ts";
import { memberships } from "#lib/organizations/schema.ts";
import { tenant } from "#lib/organizations/tenant.ts";
import type { Quota } from "#lib/quotas/drawing.ts";
import { letterFrame } from "../letter/source.ts";
import { joinSettings } from "../settings/settings.ts";
import { sendTestAct } from "./acts.ts";
import { campaignNamed } from "./campaign.ts";
import { mailTest } from "./mail-test.ts";
import { namedCampaign, ofCampaign } from "./named.ts";

const testsOfOrganization: Quota = {
  purpose: "test emails of an organization",
  quota: 100,
  window: 24 * 60 * 60,
};

const { subject, subjectB, preheader, content } = campaignNamed("named");

/** What is sent, and to whom. */
const test = shape({
  campaign: shape({ subject, subjectB, preheader, content }),
  frame: oneOf(letterFrame, sql`scope ${joinSettings(tenant.organizationId)}`),
  recipients: listOf(shape({ name: user.name, email: field(z.string(), sql`${user.email}`) }), {
    from: sql`recipients as "user"`,
    order: user.id.getSQL(),
  }),
});
export type Test = z.output<typeof test.parser>;

const answer = z.object({
  outcome: z.enum([
    ...(["done", "forbidden", "not_found"] as const),
    ...(["test_nobody", "too_many_tests"] as const),
  ]),
  slug: z.string(),
  retryAfter: z.nullish(z.number()),
  test: z.nullable(test.parser),
});

/**
 * Says what a test of a campaign sends, and to which members: only those with a confirmed address, so
 * that nobody is written to who did not ask for it.
 */
export async function takeTest(
  db: Database,
  actor: Actor,
  { id, members }: { id: string; members: readonly string[] },
): Promise<z.output<typeof answer>> {
  const ctes = sql`${acting(actor)},
    ${namedCampaign(id)},
    recipients as materialized (
      select ${user.id}, ${user.name}, ${user.email}
      from acting
      join ${memberships} on ${memberships.organizationId} = acting.id
        and ${memberships.deletedAt} is null
      join ${user} on ${user.id} = ${memberships.userId}
      where ${user.email} is not null and ${user.emailVerified} and ${user.deletedAt} is null
        and ${user.id} in (select jsonb_array_elements_text(${JSON.stringify(members)}::jsonb))
    ),
    judged as materialized (
      select acting.id as organization_id, acting.slug, case
        when not ${may("newsletter.write")} then 'forbidden'
        when named.id is null then 'not_found'
        when not exists (select from recipients) then 'test_nobody'
        else 'done'
      end as outcome
      from acting left join named on true where not has_left
    ),
    ${limited(
      [{ ...testsOfOrganization, of: sql`organization_id::text`, code: "too_many_tests" }],
      sql`organization_id, slug`,
    )},
    scope as (
      select id as organization_id, name from acting
      where exists (select from verdict where outcome = 'done')
    ),
    audit as (
      ${audited(actor, {
        ...ofCampaign,
        action: "campaign.tested",
        from: sql`(select named.* from named, verdict where verdict.outcome = 'done') as tested`,
      })}
    )`;
  const result = ending(sql`, ${retryAfter} as "retryAfter",
    (select ${test} from named where exists (select from scope)) as test`);
  const [found] = await rows(db, act(ctes, result), (row) => answer.parse(row));
  return found ?? { outcome: "not_found", slug: "", test: null };
}

export const testing = implement(sendTestAct, {
  refusals: ["test_nobody", "too_many_tests"],
  async run({ db, actor, params: { id }, input, appUrl }) {
    const { retryAfter, test, ...done } = await takeTest(db, actor, { id, ...input });
    const link = `${appUrl}/o/${encodeURIComponent(done.slug)}/campaigns/${id}`;
    return { ...done, ...(retryAfter && { retryAfter }), ...(test && { sending: { test, link } }) };
  },
  after({ sending }) {
    if (sending) mailTest(sending.test, sending.link);
  },
});
