/** Of one campaign: ` “News in May”`, as far as the event says its subject. */
const named = ({ name }: { name: string }) => (name ? ` “${name.trim()}”` : "");

const entry = <const Label extends string>(label: Label, verb: string) => ({
  label,
  sentence: (facts: { name: string }) => `${verb} the campaign${named(facts)}`,
});

export const audited = {
  "campaign.created": entry("Campaign created", "created"),
  "campaign.changed": entry("Campaign changed", "changed"),
  "campaign.deleted": entry("Campaign deleted", "deleted"),
  "newsletter.settings_changed": {
    label: "Newsletter settings changed",
    sentence: () => "changed the newsletter settings",
  },
};

export const notices = {
  campaign_created: "Campaign created.",
  campaign_saved: "Campaign saved.",
  campaign_deleted: "Campaign deleted.",
  newsletter_settings_saved: "Newsletter settings saved.",
};

export const refusals = {
  list_unknown: {
    status: 422,
    message: "This list does not exist or was archived. Choose another one.",
    field: "listId",
  },
  campaign_changed: {
    status: 409,
    message: "Someone else saved this campaign after you opened it. Nothing was overwritten.",
    program:
      "The campaign has another revision. See `current`, and send its revision to overwrite it.",
  },
  campaign_not_draft: {
    status: 409,
    message: "Only drafts can be changed. Unschedule or duplicate this campaign to write on.",
    program: "Only drafts can be changed.",
  },
};

export const fieldMessages = {
  subject_missing: { message: "Enter a subject." },
  subject_too_long: { message: "Use at most 200 characters." },
  subject_invalid: { message: "Use one line of visible characters." },
  preheader_too_long: { message: "Use at most 200 characters." },
  preheader_invalid: { message: "Use one line of visible characters." },
  content_too_long: { message: "Use at most 100,000 characters." },
  content_invalid: { message: "The text contains characters that cannot be stored." },
  list_missing: { message: "Choose a list.", program: "Send the ID of a list." },
  revision_invalid: {
    message: "Reload the page and try again.",
    program: "Send the revision of the campaign that you read.",
  },
  sender_name_too_long: { message: "Use at most 100 characters." },
  sender_name_invalid: { message: "Use one line of visible characters." },
  reply_to_invalid: { message: "Enter one email address, such as name@example.com." },
  postal_address_too_long: { message: "Use at most 500 characters." },
  postal_address_invalid: { message: "Use only letters, digits and symbols." },
  time_zone_unknown: {
    message: "Choose a time zone, such as Europe/Berlin.",
    program: "Send the IANA name of a time zone, such as Europe/Berlin, and no offset.",
  },
  when_uncertain_invalid: { message: "Choose one of the two." },
};
