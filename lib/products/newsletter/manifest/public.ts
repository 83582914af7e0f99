export const audited = {
  "subscribe_form.created": {
    label: "Sign-up form created",
    sentence: ({ name }: { name: string }) => `created the sign-up form${name}`,
  },
  "subscribe_form.updated": {
    label: "Sign-up form changed",
    sentence: ({ name }: { name: string }) => `changed the sign-up form${name}`,
  },
  "subscribe_form.archived": {
    label: "Sign-up form archived",
    sentence: ({ name }: { name: string }) => `archived the sign-up form${name}`,
  },
  "subscribe_form.restored": {
    label: "Sign-up form restored",
    sentence: ({ name }: { name: string }) => `restored the sign-up form${name}`,
  },
};

export const notices = {
  subscribe_form_created: "Form created. Copy its link or its code below.",
  subscribe_form_updated: "Form saved.",
  subscribe_form_archived: "Form archived. It takes no more sign-ups.",
  subscribe_form_restored: "Form restored.",
};

export const refusals = {
  form_lists_unknown: {
    status: 422,
    message: "One of the lists does not exist or is archived. Reload the page and try again.",
    program: "`lists` names a list that does not exist or is archived.",
    field: "lists",
  },
  too_many_forms: {
    status: 409,
    message: "An organization can have at most 100 forms. Archive one first.",
  },
};

export const fieldMessages = {
  form_name_invalid: { message: "Enter a name of at most 100 characters." },
  form_title_invalid: { message: "Enter a title of at most 100 characters." },
  form_description_invalid: { message: "Use at most 500 characters." },
  form_consent_invalid: {
    message: "Say what people agree to, in at most 500 characters.",
    program: "Send what people agree to, as `consent`: at most 500 characters.",
  },
  form_lists_missing: {
    message: "Choose at least one list.",
    program: "Send an array of the IDs of lists.",
  },
};
