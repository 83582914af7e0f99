import * as z from "zod/mini";
import { listed, listing } from "#lib/api/listing.ts";
import { defineOperation } from "#lib/api/operation.ts";
import { publish } from "#lib/api/publish.ts";
import { listQuery, readList, textFilter, windowOf } from "#lib/api/resources/list.ts";
import { isoMoment, resource } from "#lib/api/resources/wire.ts";
import { readOne } from "#lib/db/read.ts";
import { Field, field, shape } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import type { Acted } from "#lib/organizations/acting.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { inOrganization, withId } from "#lib/organizations/place.ts";
import { reaching } from "#lib/organizations/tenant.ts";
import { shownStatuses } from "../audience/filter.ts";
import { subscriberPath, subscribersPath } from "../audience/paths.ts";
import { subscriberAddition } from "../audience/subscribers/add.ts";
import { erasure } from "../audience/subscribers/erase.ts";
import { listsOfPerson, onePersonOf, personRow } from "../audience/subscribers/person.ts";
import { settingOfLists } from "../audience/subscribers/set-lists.ts";
import {
  listedSubscriber,
  subscriberList,
  subscribersOf,
} from "../audience/subscribers/subscribers.ts";
import { lifting, suppression } from "../audience/subscribers/suppress.ts";
import { resubscription, unsubscription } from "../audience/subscribers/unsubscribe.ts";
import { subscriberUpdate } from "../audience/subscribers/update.ts";
import { newsletterGroups } from "./groups.ts";

const group = newsletterGroups.subscribers;
const path = "/organizations/{slug}/subscribers";
const one = `${path}/{id}` as const;

const subscriber = resource(listedSubscriber);

const query = z.extend(listQuery, {
  search: textFilter("Part of a name or email address."),
  status: z.optional(
    z
      .enum(shownStatuses, "filter_invalid")
      .check(
        z.describe(
          "`pending` is for those who have not confirmed yet, `suppressed` for those whose address is not written to.",
        ),
      ),
  ),
  list: z.optional(z.guid("filter_invalid").check(z.describe("The ID of a list they are on."))),
});

export const listSubscribersOperation = defineOperation({
  id: "listSubscribers",
  method: "GET",
  path,
  group,
  summary: "List subscribers",
  description:
    "Lists subscribers, those who came last first; of a list, those who joined it last. `suppression` says why an address is not written to.",
  scope: permissions["newsletter.read"].scope,
  params: inOrganization,
  ...listing(subscriber.schema, "A page of subscribers."),
  query,
  problems: [],
  async handle({ db, actor, params, query }) {
    const found = await readList(db, {
      reach: reaching(actor, permissions["newsletter.read"].least),
      with: subscribersOf(query, windowOf(query)),
      list: subscriberList.listed(subscriber.item),
    });
    return listed(`/organizations/${params.slug}/subscribers`, query, found);
  },
});

const { fields, ...personColumns } = personRow;
const person = resource(shape(personColumns));
const personSchema = z.extend(person.schema, {
  fields: z.record(z.string(), z.string()),
  lists: z.array(z.object({ id: z.guid(), name: z.string(), joinedAt: isoMoment })),
});

const found = shape({
  may: field(z.boolean(), sql`reach.may`),
  person: new Field(
    sql`(select ${person.item.expression}::jsonb
        || jsonb_build_object('fields', ${fields.expression}, 'lists', ${listsOfPerson.expression}) from one_person)`,
    z.nullable(z.record(z.string(), z.unknown())),
  ),
});

export const getSubscriberOperation = defineOperation({
  id: "getSubscriber",
  method: "GET",
  path: one,
  group,
  summary: "Get a subscriber",
  description: "With their lists, own fields and history.",
  scope: permissions["newsletter.read"].scope,
  params: withId("subscriber"),
  answers: { 200: { description: "The subscriber.", schema: personSchema } },
  problems: [],
  async handle({ db, actor, params }) {
    const read = await readOne(db, found, {
      with: sql`${reaching(actor, permissions["newsletter.read"].least)}, ${onePersonOf(params.id)}`,
      from: sql`reach`,
    });
    return read?.person ? { status: 200, body: read.person } : "not_found";
  },
});

const onPerson = (_: Acted, { slug, id }: { slug: string; id: string }) => subscriberPath(slug, id);

export const addSubscriber = publish(subscriberAddition, {
  form: {
    to: ({ id }, { slug }) => subscriberPath(slug, id),
    notice: "subscriber_added",
  },
  api: {
    id: "addSubscriber",
    method: "POST",
    path,
    group,
    summary: "Add a subscriber",
    description:
      "Adds someone who agreed to receive mail; `consent` says how and when. No confirmation is sent. An address that is suppressed is refused with the reason.",
    example: {
      email: "mia.vogel@example.com",
      name: "Mia Vogel",
      lists: [],
      fields: {},
      consent: "Signed up at our stand in Hamburg on May 12, 2026.",
    },
    answers: {
      201: {
        description: "The subscriber.",
        schema: z.object({ id: z.guid(), email: z.string() }),
      },
    },
    reply: (_, { newId, body }) => ({ status: 201, body: { id: newId, email: body.email } }),
  },
});

export const updateSubscriber = publish(subscriberUpdate, {
  form: { to: onPerson, notice: "subscriber_updated" },
  api: {
    id: "updateSubscriber",
    method: "PATCH",
    path: one,
    group,
    summary: "Change a subscriber",
    description:
      "Sets the address and the name. Fields that are not named in `fields` stay; an empty value clears one.",
    example: { email: "mia.vogel@example.com", name: "Mia Vogel", fields: { city: "Hamburg" } },
    answers: { 204: { description: "The subscriber is changed." } },
  },
});

export const setSubscriberLists = publish(settingOfLists, {
  form: { to: onPerson, notice: "subscriber_lists_changed" },
  api: {
    id: "setSubscriberLists",
    method: "POST",
    path: `${one}/lists`,
    group,
    summary: "Set the lists of a subscriber",
    description:
      "Puts the person on these lists and takes them off all others that are not archived.",
    example: { lists: ["3f2b8c1e-5a40-4d8e-9b7a-0c1d2e3f4a5b"] },
    answers: { 204: { description: "The person is on these lists." } },
  },
});

export const unsubscribe = publish(unsubscription, {
  form: { to: onPerson, notice: "subscriber_unsubscribed" },
  api: {
    id: "unsubscribeSubscriber",
    method: "POST",
    path: `${one}/unsubscribe`,
    group,
    summary: "Unsubscribe a subscriber",
    description: "Takes the person off all lists. No campaign goes to them.",
    answers: { 204: { description: "The person is unsubscribed." } },
  },
});

export const resubscribe = publish(resubscription, {
  form: { to: onPerson, notice: "subscriber_resubscribed" },
  api: {
    id: "resubscribeSubscriber",
    method: "POST",
    path: `${one}/resubscribe`,
    group,
    summary: "Subscribe someone again",
    description: "For someone who had unsubscribed and agreed again; `consent` says how and when.",
    example: { consent: "Asked us by phone on May 12, 2026." },
    answers: { 204: { description: "The person is subscribed." } },
  },
});

export const suppressSubscriber = publish(suppression, {
  form: { to: onPerson, notice: "subscriber_suppressed" },
  api: {
    id: "suppressSubscriber",
    method: "POST",
    path: `${one}/suppress`,
    group,
    summary: "Mark a subscriber as do not mail",
    description:
      "Suppresses the address in the whole organization, also after the person is erased.",
    answers: { 204: { description: "The address is suppressed." } },
  },
});

export const unsuppressSubscriber = publish(lifting, {
  form: { to: onPerson, notice: "subscriber_unsuppressed" },
  api: {
    id: "unsuppressSubscriber",
    method: "POST",
    path: `${one}/unsuppress`,
    group,
    summary: "Lift a suppression",
    description:
      "Requires a signed-in owner. Lifts a bounce or do not mail. A complaint cannot be lifted.",
    answers: { 204: { description: "The address is no longer suppressed." } },
  },
});

export const eraseSubscriber = publish(erasure, {
  form: { to: (_, { slug }) => subscribersPath(slug), notice: "subscriber_erased" },
  api: {
    id: "eraseSubscriber",
    method: "DELETE",
    path: one,
    group,
    summary: "Erase a subscriber",
    description:
      "Requires a signed-in owner. Removes all that is held on the person. Their address stays suppressed, as a hash.",
    answers: { 204: { description: "The person is erased." } },
  },
});
