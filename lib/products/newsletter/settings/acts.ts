import * as z from "zod/mini";
import { defineAct } from "#lib/forms/act.ts";
import { email } from "#lib/forms/fields.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { inOrganization } from "#lib/organizations/place.ts";
import { isStorable } from "#lib/text/storable.ts";
import { emptyOrLine } from "../campaigns/fields.ts";
import { messages } from "../campaigns/messages.ts";
import { settingsPath } from "../campaigns/paths.ts";
import { timeZone } from "./time-zone.ts";

const postalLimit = 500;

/** All but control characters other than the ends of lines. */
const linesPattern = "^[^\\u0000-\\u0009\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f]*$";
const areLines = new RegExp(linesPattern);

/** Several lines, none of them with control characters. */
const postalAddress = z
  .string("postal_address_invalid")
  .check(
    z.overwrite((text) => text.replace(/\r\n?/g, "\n").trim()),
    z.refine((text) => Array.from(text).length <= postalLimit, {
      error: "postal_address_too_long",
      abort: true,
    }),
    z.refine((text) => isStorable(text) && areLines.test(text), "postal_address_invalid"),
  )
  .register(z.globalRegistry, { maxLength: postalLimit, pattern: linesPattern });

export const changeSettingsAct = defineAct({
  name: "newsletter.change_settings",
  needs: permissions["newsletter.send"],
  params: inOrganization,
  input: z.object({
    senderName: emptyOrLine(100, {
      tooLong: "sender_name_too_long",
      invalid: "sender_name_invalid",
    }),
    /** Without it, answers go to the sender's address. */
    replyTo: z.optional(email("reply_to_invalid")),
    postalAddress,
    timeZone,
    isTracked: z.boolean(),
    whenUncertain: z.enum(["send_again", "ask"], "when_uncertain_invalid"),
  }),
  page: ({ slug }) => settingsPath(slug),
  messages,
});
