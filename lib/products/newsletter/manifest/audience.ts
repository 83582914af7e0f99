// No entry names a person: the trail outlives an erasure, and an address must not.
export const audited = {
  "list.created": {
    label: "List created",
    sentence: ({ name }: { name: string }) => `created the list${name}`,
  },
  "list.updated": {
    label: "List changed",
    sentence: ({ name }: { name: string }) => `changed the list${name}`,
  },
  "list.archived": {
    label: "List archived",
    sentence: ({ name }: { name: string }) => `archived the list${name}`,
  },
  "list.restored": {
    label: "List restored",
    sentence: ({ name }: { name: string }) => `restored the list${name}`,
  },
  "subscriber.added": { label: "Subscriber added", sentence: () => "added a subscriber" },
  "subscriber.updated": { label: "Subscriber changed", sentence: () => "changed a subscriber" },
  "subscriber.lists_changed": {
    label: "Subscriber's lists changed",
    sentence: () => "changed the lists of a subscriber",
  },
  "subscriber.unsubscribed": {
    label: "Subscriber unsubscribed",
    sentence: () => "unsubscribed a subscriber",
  },
  "subscriber.resubscribed": {
    label: "Subscriber subscribed again",
    sentence: () => "subscribed someone again",
  },
  "subscriber.suppressed": {
    label: "Subscriber marked as do not mail",
    sentence: () => "marked a subscriber as do not mail",
  },
  "subscriber.unsuppressed": {
    label: "Suppression lifted",
    sentence: () => "lifted the suppression of a subscriber",
  },
};

export const notices = {
  list_created: "List created.",
  list_updated: "List saved.",
  list_archived: "List archived. Its people and campaigns stay.",
  list_restored: "List restored.",
  subscriber_added: "Subscriber added.",
  subscriber_updated: "Subscriber saved.",
  subscriber_lists_changed: "Lists saved.",
  subscriber_unsubscribed: "Unsubscribed. No campaign goes to this address.",
  subscriber_resubscribed: "Subscribed again.",
  subscriber_suppressed: "Marked as do not mail. No campaign goes to this address.",
  subscriber_unsuppressed: "Suppression lifted.",
};

export const refusals = {
  list_name_taken: {
    status: 409,
    message: "Another list has this name. Choose another one.",
    field: "name",
  },
  too_many_lists: {
    status: 409,
    message: "An organization can have at most 500 lists. Archive one first.",
  },
  lists_unknown: {
    status: 422,
    message: "One of the lists does not exist or is archived. Reload the page and try again.",
    program: "`lists` names a list that does not exist or is archived.",
    field: "lists",
  },
  subscriber_exists: {
    status: 409,
    message: "A subscriber with this address exists already.",
    field: "email",
  },
  address_bounced: {
    status: 409,
    message: "Mail to this address bounced, so it is suppressed. An owner can lift that.",
    field: "email",
  },
  address_do_not_mail: {
    status: 409,
    message: "This address is marked as do not mail.",
    field: "email",
  },
  address_complained: {
    status: 409,
    message: "This address reported your mail as spam. It cannot be added again.",
    field: "email",
  },
  address_left: {
    status: 409,
    message:
      "This person unsubscribed and was erased. They can subscribe again themselves, with a form.",
    program: "This person unsubscribed and was erased. They can subscribe again themselves.",
    field: "email",
  },
  subscriber_unsubscribed: {
    status: 409,
    message: "This person unsubscribed. Subscribe them again first, with their consent.",
  },
  subscriber_not_unsubscribed: {
    status: 409,
    message: "This person has not unsubscribed.",
  },
  complaint_stays: {
    status: 409,
    message: "This person reported your mail as spam. That cannot be lifted.",
  },
  not_suppressed: { status: 409, message: "This address is not suppressed." },
  field_unknown: {
    status: 422,
    message: "One of the fields no longer exists. Reload the page and try again.",
    program: "`fields` has a key that is no field of the organization.",
  },
  field_value_invalid: {
    status: 422,
    message: "A value does not fit its field. Check the numbers and dates.",
    program: "A value of `fields` does not fit its kind: 12.5, 2026-11-20, yes or no.",
  },
};

export const fieldMessages = {
  subscriber_email_missing: { message: "Enter an email address." },
  subscriber_email_invalid: { message: "Enter an email address, such as name@example.com." },
  subscriber_email_invisible: {
    message: "The address has characters before the @ that cannot be seen. Type it again.",
  },
  subscriber_email_too_long: {
    message: "The address is too long: at most 64 characters before the @, and 254 in all.",
  },
  subscriber_email_not_ascii: {
    message: "Before the @, only letters without accents work: mail servers refuse others.",
  },
  subscriber_name_invalid: { message: "Use at most 200 characters in one line." },
  consent_missing: {
    message: "Say how and when the person agreed.",
    program: "Send how and when the person agreed, as `consent`.",
  },
  consent_invalid: { message: "Use at most 500 characters in one line." },
  description_invalid: { message: "Use at most 500 characters." },
  field_text_invalid: { message: "Use at most 1,000 characters." },
  lists_invalid: { message: "Choose lists.", program: "Send an array of IDs." },
};
