/** Of one campaign: ` “News in May”`, as far as the event says its subject. */
const named = ({ name }: { name: string }) => (name ? ` “${name.trim()}”` : "");

export const entry = <const Label extends string>(label: Label, verb: string) => ({
  label,
  sentence: (facts: { name: string }) => `${verb} the campaign${named(facts)}`,
});

export const audited = {
  "campaign.created": entry("Campaign created", "created"),
  "campaign.changed": entry("Campaign changed", "changed"),
  "campaign.deleted": entry("Campaign deleted", "deleted"),
  "campaign.audience_changed": entry("Audience changed", "changed the audience of"),
  "campaign.duplicated": entry("Campaign duplicated", "duplicated"),
  "campaign.archived": entry("Campaign archived", "archived"),
  "campaign.unarchived": entry("Campaign unarchived", "unarchived"),
  "campaign.options_changed": entry("Campaign options changed", "changed the options of"),
  "campaign.tested": entry("Test email sent", "sent a test email of"),
  "campaign.subject_chosen": entry("Subject chosen", "chose the subject of"),
  "campaign.scheduled": entry("Campaign scheduled", "scheduled"),
  "campaign.unscheduled": entry("Campaign unscheduled", "unscheduled"),
  "campaign.sent": entry("Campaign sent", "sent"),
  "campaign.paused": entry("Campaign paused", "paused"),
  "campaign.resumed": entry("Campaign resumed", "resumed"),
  "campaign.cancelled": entry("Campaign canceled", "canceled"),
  "newsletter.settings_changed": {
    label: "Newsletter settings changed",
    sentence: () => "changed the newsletter settings",
  },
};

export const notices = {
  campaign_created: "Campaign created.",
  campaign_saved: "Campaign saved.",
  campaign_deleted: "Campaign deleted.",
  campaign_audience_saved: "Audience saved.",
  campaign_duplicated: "Campaign duplicated. This is the new draft.",
  campaign_archived: "Campaign archived.",
  campaign_unarchived: "Campaign unarchived.",
  campaign_options_saved: "Options saved.",
  campaign_tested: "Test email sent.",
  campaign_subject_chosen: "Subject chosen. The rest of the audience gets it.",
  campaign_scheduled: "Campaign scheduled.",
  campaign_unscheduled: "Campaign unscheduled. It is a draft again.",
  campaign_sent: "Sending starts now.",
  campaign_paused: "Campaign paused.",
  campaign_resumed: "Campaign resumed.",
  campaign_cancelled: "Campaign canceled. No more letters are sent.",
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
  campaign_running: {
    status: 409,
    message: "This campaign is scheduled or being sent. Cancel it first.",
  },
  test_nobody: {
    status: 422,
    message: "Test emails go to members with a confirmed email address.",
    field: "members",
  },
  too_many_tests: {
    status: 429,
    message: "Too many test emails were sent today. Try again later.",
  },
  campaign_without_test: {
    status: 409,
    message: "This campaign does not test two subjects, or its subject was already chosen.",
  },
  audience_unknown: {
    status: 422,
    message: "A list or segment does not exist or was archived. Reload the page and choose again.",
    program: "A list or segment does not exist or was archived.",
    field: "lists",
  },
  audience_missing: {
    status: 422,
    message: "Choose at least one list or segment to send to.",
    program: "Send at least one ID in `lists` or `segments`.",
    field: "lists",
  },
  audience_twice: {
    status: 422,
    message: "A list or segment cannot be both in the audience and left out.",
    field: "withoutLists",
  },
  audience_empty: {
    status: 409,
    message: "Nobody is in the audience. Choose other lists or segments.",
  },
  letter_empty: { status: 409, message: "The campaign has no content. Write it first." },
  letter_unfinished: {
    status: 409,
    message: "The content has problems that must be mended first. See the list of checks.",
    program: "The content has broken placeholders, links or conditions, or names unknown fields.",
  },
  postal_address_missing: {
    status: 409,
    message: "Letters need a postal address. Add it in the newsletter settings.",
  },
  schedule_past: {
    status: 422,
    message: "This time is in the past. Choose a later one, or send the campaign now.",
    program: "The time is in the past.",
    field: "time",
  },
  campaign_started: {
    status: 409,
    message: "This campaign has already started. You can pause or cancel it.",
    program: "The campaign has already started.",
  },
  campaign_not_scheduled: { status: 409, message: "This campaign is not scheduled." },
  campaign_not_running: {
    status: 409,
    message: "This campaign is neither scheduled nor being sent.",
  },
  campaign_not_paused: { status: 409, message: "This campaign is neither paused nor on hold." },
};

export const fieldMessages = {
  subject_missing: { message: "Enter a subject." },
  subject_too_long: { message: "Use at most 200 characters." },
  subject_invalid: { message: "Use one line of visible characters." },
  preheader_too_long: { message: "Use at most 200 characters." },
  preheader_invalid: { message: "Use one line of visible characters." },
  content_too_long: { message: "Use at most 100,000 characters." },
  content_invalid: { message: "The text contains characters that cannot be stored." },
  test_share_invalid: { message: "Enter a whole number from 2 to 100." },
  test_minutes_invalid: { message: "Enter a whole number of minutes, up to 7 days." },
  test_members_missing: {
    message: "Select at least one member.",
    program: "Send the ID of at least one member.",
  },
  test_members_too_many: { message: "Select at most 10 members.", program: "Send at most 10 IDs." },
  winner_invalid: { message: "Choose a subject.", program: "Send `a` or `b`." },
  audience_too_many: { message: "Choose at most 50.", program: "Send at most 50 IDs." },
  date_invalid: { message: "Enter a date, such as 2026-11-20." },
  time_invalid: { message: "Enter a time, such as 09:30." },
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
