import { defineOperation } from "#lib/api/operation.ts";
import { publish } from "#lib/api/publish.ts";
import { resource } from "#lib/api/resources/wire.ts";
import { readOne } from "#lib/db/read.ts";
import { sql } from "#lib/db/sql.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { inOrganization } from "#lib/organizations/place.ts";
import { scopeOf, tenant } from "#lib/organizations/tenant.ts";
import { settingsPath } from "../campaigns/paths.ts";
import { settingsChange } from "../settings/change-settings.ts";
import { joinSettings, settings } from "../settings/settings.ts";

const group = {
  name: "Newsletter settings",
  description:
    "The sender, postal address, time zone and tracking of an organization's newsletter.",
};
const path = "/organizations/{slug}/newsletter-settings";
const read = permissions["newsletter.read"];
const wired = resource(settings);

export const getNewsletterSettingsOperation = defineOperation({
  id: "getNewsletterSettings",
  method: "GET",
  path,
  group,
  summary: "Get the newsletter settings",
  description: "The defaults, until someone has changed them.",
  scope: read.scope,
  params: inOrganization,
  answers: { 200: { description: "The settings.", schema: wired.schema } },
  problems: [],
  async handle({ db, actor }) {
    const found = await readOne(db, wired.item, {
      with: scopeOf(actor, read.least),
      from: sql`scope ${joinSettings(tenant.organizationId)}`,
    });
    return found ? { status: 200, body: found } : "not_found";
  },
});

export const updateNewsletterSettings = publish(settingsChange, {
  form: { to: (_, { slug }) => settingsPath(slug), notice: "newsletter_settings_saved" },
  api: {
    id: "updateNewsletterSettings",
    method: "PATCH",
    path,
    group,
    summary: "Update the newsletter settings",
    description:
      "Requires the owner or admin role. Replaces all settings. Campaigns that are being sent keep the settings that they started with.",
    example: {
      senderName: "Acme News",
      replyTo: "news@example.com",
      postalAddress: "Acme, 1 Main Street, Springfield",
      timeZone: "Europe/Berlin",
      isTracked: true,
      whenUncertain: "send_again",
    },
    answers: { 204: { description: "The settings were saved." } },
  },
});
