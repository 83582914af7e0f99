import * as z from "zod/mini";
import { type Database, rows } from "#lib/db/database.ts";
import { retryTransient } from "#lib/db/retry.ts";
import { sql } from "#lib/db/sql.ts";
import { enqueued } from "#lib/mail/enqueue.ts";
import { organizations } from "#lib/organizations/schema.ts";
import { drawing } from "#lib/quotas/drawing.ts";
import type { EmailAddress } from "#lib/text/email-address.ts";
import {
  listSubscriptions,
  lists,
  subscribeFormLists,
  subscribeForms,
  subscribeRequests,
  subscriberEvents,
  subscribers,
  suppressions,
} from "../../schema.ts";
import {
  confirmationsAtOnce,
  confirmationsOfDay,
  requestsOfForm,
  requestsOfNetwork,
} from "./rules.ts";

interface Subscription {
  formId: string;
  /** Of the request, made up before, so that the link could be signed. */
  requestId: string;
  email: EmailAddress;
  /** `hashAddress` of its key. */
  addressHash: string;
  name: string | null;
  /** The whole address of the page to confirm. */
  link: string;
  /** The page that the form was on. */
  source: string | null;
  /** The network as it is kept, and as it is counted: docs/newsletter-pages.md. */
  network: string | null;
  countedNetwork: string;
}

const answer = z.object({
  outcome: z.enum(["done", "not_found", "rate_limited"]),
  retryIn: z.coerce.number(),
});

/**
 * Someone asks to be signed up. With double opt-in, and for everyone who left before, that is a mail with a
 * link: a person who is new waits for it, and is in no audience until then. Its answer is the same whether the
 * address is known or not, suppressed or not.
 */
export async function subscribe(
  db: Database,
  input: Subscription,
): Promise<z.output<typeof answer>> {
  const { email, addressHash, name, source, network } = input;
  const typed = email.address === email.key ? null : email.address;
  const ofAddress = sql`organization_id::text || ':' || ${addressHash}::text`;
  const statement = sql`
    with form as materialized (
      select forms.id, forms.organization_id, forms.owner_id, forms.name, forms.title, forms.consent,
        forms.asks_name, forms.is_double_opt_in, organizations.name as organization
      from ${subscribeForms} as forms
      join ${organizations} on organizations.id = forms.organization_id
      where forms.id = ${input.formId}::uuid and forms.archived_at is null
        and organizations.deleted_at is null
    ),
    drawn as materialized (${drawing(
      [
        { ...requestsOfNetwork, of: sql`${input.countedNetwork}::text`, isPrivate: true },
        { ...requestsOfForm, of: sql`id::text` },
      ],
      sql`form`,
    )}),
    chosen as (
      select lists.id, lists.name
      from ${subscribeFormLists} as of_form
      join form on form.organization_id = of_form.organization_id and form.id = of_form.form_id
      join ${lists} on lists.organization_id = of_form.organization_id and lists.id = of_form.list_id
      where lists.archived_at is null
    ),
    suppressed as materialized (
      select reason from ${suppressions} join form using (organization_id)
      where address_hash = ${addressHash}::text
    ),
    admitted as materialized (
      select form.*, form.is_double_opt_in or exists (select from suppressed) as is_proven
      from form cross join drawn
      where drawn.is_within and not exists (select from suppressed where reason <> 'left')
    ),
    person as (
      insert into ${subscribers} as known
        (organization_id, owner_id, email, address, address_hash, name, pending_since)
      select organization_id, owner_id, ${email.key}::text, ${typed}::text, ${addressHash}::text,
        case when asks_name and not is_proven then ${name}::text end,
        case when is_proven then now() end
      from admitted
      -- Locks the row of someone who is known, and gives it as it is now.
      on conflict (organization_id, email) do update set email = known.email
      returning id, organization_id, status, pending_since, complained_at, xmax = 0 as is_new
    ),
    able as materialized (
      select person.*,
        not is_proven and status = 'subscribed' and pending_since is null as is_direct
      from person cross join admitted
      where status <> 'bounced' and complained_at is null
    ),
    joined as (
      insert into ${listSubscriptions} (organization_id, list_id, subscriber_id)
      select able.organization_id, chosen.id, able.id from able cross join chosen where is_direct
      on conflict (list_id, subscriber_id) do nothing
      returning list_id
    ),
    mailing as materialized (${drawing(
      [
        {
          ...confirmationsOfDay,
          of: sql`${ofAddress} || ':' || (now() at time zone 'UTC')::date::text`,
        },
        { ...confirmationsAtOnce, of: sql`${ofAddress} || ':' || ${input.formId}::text` },
      ],
      sql`able where not is_direct`,
    )}),
    request as (
      insert into ${subscribeRequests} (id, organization_id, subscriber_id, form_id, list_ids, name,
        consent, source, network, is_mailed)
      select ${input.requestId}::uuid, able.organization_id, able.id, form.id,
        coalesce((select array_agg(chosen.id::text order by chosen.name) from chosen), '{}'),
        case when form.asks_name then ${name}::text end, form.consent, ${source}::text,
        ${network}::text, true
      from able cross join form cross join mailing where mailing.is_within
      returning id
    ),
    mail as (${enqueued({
      template: "newsletter-confirm",
      from: sql`request cross join form`,
      recipient: sql`${email.recipient}::text`,
      props: sql`jsonb_build_object('organization', form.organization, 'link', ${input.link}::text,
        'lists', coalesce((select jsonb_agg(chosen.name order by chosen.name) from chosen), '[]'))`,
    })}),
    event as (
      insert into ${subscriberEvents}
        (organization_id, subscriber_id, kind, consent, source, network, details)
      select able.organization_id, able.id,
        case when able.is_direct then 'joined' else 'requested' end,
        form.consent, ${source}::text, ${network}::text,
        jsonb_build_object('form', form.name,
          'lists', coalesce((select jsonb_agg(chosen.name order by chosen.name) from chosen), '[]'))
      from able cross join form
      where exists (select from request)
        or (able.is_direct and (able.is_new or exists (select from joined)))
    )
    select case
        when not exists (select from form) then 'not_found'
        when not (select is_within from drawn) then 'rate_limited'
        else 'done'
      end as outcome,
      coalesce((select retry_in from drawn), 0) as "retryIn"`;
  const [found] = await retryTransient(() => rows(db, statement, (row) => answer.parse(row)));
  return found ?? { outcome: "not_found", retryIn: 0 };
}
