export const audited = {
  "subscriber_import.created": {
    label: "Subscribers imported",
    sentence: ({ name }: { name: string }) => `started an import of subscribers from${name}`,
  },
  "subscriber_import.undone": {
    label: "Import undone",
    sentence: ({ name }: { name: string }) => `undid the import of subscribers from${name}`,
  },
};

export const notices = {
  subscribers_imported: "File imported.",
  import_undone: "Import undone.",
};

export const refusals = {
  import_undone: {
    status: 409,
    message: "This import was undone. Start a new one.",
  },
  layout_differs: {
    status: 409,
    message: "This import was started with other settings. Start a new one.",
    program: "Send the `layout` that the import has.",
  },
  part_unknown: {
    status: 422,
    message: "This import has fewer parts. Start a new one.",
    program: "`number` must be below the `parts` of the import.",
    field: "number",
  },
  import_list_unknown: {
    status: 422,
    message: "One of these lists does not exist. Reload the page and try again.",
    field: "lists",
    program: "A list does not exist in this organization, or is archived.",
  },
  email_column_missing: {
    status: 422,
    message: "Choose the column with the email addresses.",
    program: "One column must be `email`.",
    field: "columns",
  },
  column_twice: {
    status: 422,
    message: "Two columns have the same meaning. Ignore one of them.",
    program: "Only `ignore` and `lists` can come more than once.",
    field: "columns",
  },
  columns_differ: {
    status: 422,
    message: "Reload the page and try again.",
    program: "`names` and `columns` must have the same length.",
    field: "columns",
  },
  import_field_unknown: {
    status: 422,
    message: "One of these fields does not exist. Reload the page and try again.",
    field: "columns",
    program: "A column names a field that the organization does not have, or not of this kind.",
  },
  import_no_csv: {
    status: 422,
    message: "This is not a CSV file. Save it as CSV in your spreadsheet program.",
    field: "file",
  },
  import_no_email_column: {
    status: 422,
    message:
      "No column looks like email addresses. Name it “Email” in the first row, or choose another separator.",
    field: "file",
  },
  import_empty: {
    status: 422,
    message: "This file has no rows.",
    field: "file",
  },
};

export const fieldMessages = {
  import_consent_missing: {
    message: "Say how these people agreed to get mail from you.",
    program: "Send how these people agreed to get mail.",
  },
  import_consent_too_long: { message: "Use at most 1,000 characters." },
  import_file_missing: { message: "Choose a file.", program: "Send the name of the file." },
  import_file_too_large: {
    message: "Without JavaScript, a file can have at most 4 MB.",
    program: "A part can have at most 4,000,000 characters.",
  },
  import_invalid: { message: "Reload the page and try again.", program: "This is not valid." },
  import_lists_invalid: {
    message: "Choose lists from the page.",
    program: "Send up to 100 IDs of lists.",
  },
  column_unknown: {
    message: "Choose what each column is.",
    program:
      "A column is `email`, `name`, `lists`, `ignore`, or the kind and key of a field, such as `text:city`.",
  },
};
