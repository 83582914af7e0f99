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
  "field.created": {
    label: "Subscriber field created",
    sentence: ({ name }: { name: string }) => `created the subscriber field${name}`,
  },
  "field.renamed": {
    label: "Subscriber field renamed",
    sentence: ({ name }: { name: string }) => `renamed a subscriber field to${name}`,
  },
  "field.deleted": {
    label: "Subscriber field deleted",
    sentence: ({ name }: { name: string }) => `deleted the subscriber field${name}`,
  },
  "segment.created": {
    label: "Segment created",
    sentence: ({ name }: { name: string }) => `created the segment${name}`,
  },
  "segment.updated": {
    label: "Segment changed",
    sentence: ({ name }: { name: string }) => `changed the segment${name}`,
  },
  "segment.archived": {
    label: "Segment archived",
    sentence: ({ name }: { name: string }) => `archived the segment${name}`,
  },
  "segment.restored": {
    label: "Segment restored",
    sentence: ({ name }: { name: string }) => `restored the segment${name}`,
  },
  "subscriber.added": { label: "Subscriber added", sentence: () => "added a subscriber" },
  "subscriber.updated": { label: "Subscriber changed", sentence: () => "changed a subscriber" },
  "subscriber.lists_changed": {
    label: "Subscriber's lists changed",
    sentence: () => "changed the lists of a subscriber",
  },
  "subscriber.erased": { label: "Subscriber erased", sentence: () => "erased a subscriber" },
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
  field_created: "Field created.",
  field_renamed: "Field renamed.",
  field_deleted: "Field deleted.",
  segment_created: "Segment created.",
  segment_updated: "Segment saved.",
  segment_archived: "Segment archived.",
  segment_restored: "Segment restored.",
  subscriber_added: "Subscriber added.",
  subscriber_updated: "Subscriber saved.",
  subscriber_lists_changed: "Lists saved.",
  subscriber_erased: "Erased. Nothing is held on this person.",
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
  field_key_taken: {
    status: 409,
    message: "Another field has this placeholder. Choose another one.",
    program: "Another field has this key.",
    field: "key",
  },
  too_many_fields: {
    status: 409,
    message: "An organization can have at most 50 own fields. Delete one first.",
  },
  segment_name_taken: {
    status: 409,
    message: "Another segment has this name. Choose another one.",
    program: "Another segment has this name.",
    field: "name",
  },
  too_many_segments: {
    status: 409,
    message: "An organization can have at most 200 segments. Archive one first.",
  },
  segment_refers_to_nothing: {
    status: 422,
    message: "A condition names a list or a field that no longer exists.",
    program: "`conditions` names a list or a field that does not exist.",
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
    message: "This person was erased. They can subscribe again themselves, with a form.",
    program: "This person was erased. They can subscribe again themselves.",
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
  field_label_missing: { message: "Enter a label." },
  field_label_too_long: { message: "Use at most 60 characters." },
  field_key_invalid: {
    message: "Begin with a lowercase letter; then letters, digits and underscores.",
  },
  field_key_reserved: { message: "Every person has this already. Use another placeholder." },
  field_kind_invalid: {
    message: "Choose what the field holds.",
    program: "Send text, number, date or boolean.",
  },
  match_invalid: {
    message: "Choose whether all conditions or any of them must hold.",
    program: "Send all or any.",
  },
  conditions_missing: { message: "Add at least one condition." },
  conditions_invalid: { message: "Add at least one condition." },
  conditions_too_many: { message: "Use at most 20 conditions." },
  condition_invalid: {
    message: "Complete this condition.",
    program: "This is no condition. See the document of the API.",
  },
  condition_operator: {
    message: "Choose how to compare.",
    program: "This comparison does not fit the condition.",
  },
  condition_value: { message: "Enter a value of at most 200 characters." },
  condition_number: { message: "Enter a whole number that is not too large." },
  condition_day: {
    message: "Enter a day.",
    program: "Send a day, such as 2026-11-20.",
  },
  condition_list: { message: "Choose a list.", program: "Send the ID of a list." },
  condition_field: { message: "Choose a field.", program: "Send the key of a field." },
  lists_invalid: { message: "Choose lists.", program: "Send an array of IDs." },
};
