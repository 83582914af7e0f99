import * as z from "zod/mini";
import { defineAct } from "#lib/forms/act.ts";
import { exactText, id, line } from "#lib/forms/fields.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { inOrganization, withId } from "#lib/organizations/place.ts";
import { fieldName } from "../../content/placeholder.ts";
import { messages } from "../messages.ts";
import { subscriberPath, subscribersPath } from "../paths.ts";
import { subscriberEmail } from "./address.ts";

const needs = permissions["newsletter.write"];

const invalidName = "subscriber_name_invalid";
const name = z.optional(
  line(200, { missing: invalidName, tooLong: invalidName, invalid: invalidName }),
);

/** How and when a person agreed to be written to, as a member or program states it. */
const consent = line(500, {
  missing: "consent_missing",
  tooLong: "consent_invalid",
  invalid: "consent_invalid",
});

/** Own fields by their keys; an empty value clears one. */
const fields = z._default(
  z.record(
    z.string().check(z.regex(fieldName, "field_unknown")),
    exactText(1_000, "field_text_invalid"),
  ),
  {},
);

const listIds = z._default(
  z.array(id, "lists_invalid").check(z.maxLength(100, "lists_invalid")),
  [],
);

export const addSubscriberAct = defineAct({
  name: "subscriber.add",
  needs,
  params: inOrganization,
  input: z.object({ email: subscriberEmail, name, lists: listIds, fields, consent }),
  makes: true,
  page: ({ slug }) => `${subscribersPath(slug)}/new`,
  messages,
});

const onPerson = {
  needs,
  params: withId("subscriber"),
  page: ({ slug, id }: { slug: string; id: string }) => subscriberPath(slug, id),
  messages,
};

export const updateSubscriberAct = defineAct({
  ...onPerson,
  name: "subscriber.update",
  input: z.object({ email: subscriberEmail, name, fields }),
  section: "details",
});

/** Puts a person on these lists, and takes them off all others. */
export const setListsAct = defineAct({
  ...onPerson,
  name: "subscriber.set_lists",
  input: z.object({ lists: listIds }),
  section: "lists",
});

export const unsubscribeAct = defineAct({
  ...onPerson,
  name: "subscriber.unsubscribe",
  input: z.object({}),
});

export const resubscribeAct = defineAct({
  ...onPerson,
  name: "subscriber.resubscribe",
  input: z.object({ consent }),
});

export const suppressAct = defineAct({
  ...onPerson,
  name: "subscriber.suppress",
  input: z.object({}),
});

/** For owners: a bounce or "do not mail" can be lifted, a complaint never. */
export const unsuppressAct = defineAct({
  ...onPerson,
  needs: permissions["newsletter.erase"],
  name: "subscriber.unsuppress",
  input: z.object({}),
});

/** For owners. */
export const eraseSubscriberAct = defineAct({
  ...onPerson,
  needs: permissions["newsletter.erase"],
  name: "subscriber.erase",
  input: z.object({}),
});
