import type * as z from "zod/mini";

/**
 * A form, as its page and its route both know it. The schema's messages are codes, which can stand
 * in a URL; `messages` says what each means, so nobody can put words on a page by making up a link.
 */
export interface Form<Input> {
  /** The page that shows the form, where a browser without script comes back to. */
  page: string;
  /** Which part of that page holds it, by its `id`, where a page has several. */
  section?: string;
  /** Where it is posted to. */
  action: string;
  schema: z.ZodMiniType<Input>;
  messages: Record<string, string>;
  /** Set when the form carries files: how many bytes all of it may have. */
  byteLimit?: number;
}

/** Why something is refused, as the room that refuses it says. */
export interface RefusalText {
  status: number;
  /** What people are told. */
  message: string;
  /** The field of the form that it is about. */
  field?: string;
}

/** The messages of a table that says why something is refused. */
export const messagesOf = (
  refusals: Record<string, Pick<RefusalText, "message">>,
): Record<string, string> =>
  Object.fromEntries(Object.entries(refusals).map(([code, { message }]) => [code, message]));

/** Codes that every form may be refused with. */
export const commonMessages = {
  invalid_input: "Check the fields below.",
  too_large: "The request is too large.",
  rate_limited: "Too many attempts. Try again in a minute.",
  unavailable: "Something went wrong on our side. Try again in a moment.",
  unauthenticated: "Sign in to continue.",
  not_found: "Not found.",
  forbidden: "Your role does not allow this.",
  /** Said after signing in again, to a browser without script. */
  signed_out: "You were signed out, so this was not saved. Submit it again.",
} as const;

/** The sentence for a code; one that nobody wrote gives the general one. */
export function messageFor(form: Pick<Form<unknown>, "messages">, code: string): string {
  const messages: Record<string, string> = { ...commonMessages, ...form.messages };
  return Object.hasOwn(messages, code) ? String(messages[code]) : commonMessages.unavailable;
}

/** What a page shows after a form was refused: its message, its fields' messages, what was typed. */
export interface FormState {
  message: string | undefined;
  errors: Record<string, string | undefined>;
  values: Record<string, string | undefined>;
}

const fieldError = "error.";
/** Keeps what was typed apart from what else stands in the address of a page, such as its path. */
const typedValue = "typed.";

/** The query that takes a refusal back to the page of a form; `formState` reads it. */
export function refusalQuery(
  action: string,
  code: string,
  fields: Record<string, string>,
  typed: Record<string, string>,
): URLSearchParams {
  const query = new URLSearchParams({ form: action, error: code });
  for (const [field, fieldCode] of Object.entries(fields)) {
    query.set(`${fieldError}${field}`, fieldCode);
  }
  for (const [name, value] of Object.entries(typed)) {
    // Long text does not fit into a URL; with script, nothing has to.
    if (!isSecret(name) && value.length <= 500) query.set(`${typedValue}${name}`, value);
  }
  return query;
}

/**
 * Reads back what `refusalQuery` wrote of this form, from a page's `searchParams`. What else stands
 * there, such as a link's token, counts as typed as well.
 */
export function formState(
  form: Pick<Form<unknown>, "action" | "messages">,
  searchParams: Record<string, string | string[] | undefined>,
): FormState {
  const state: FormState = { message: undefined, errors: {}, values: {} };
  // A page may have several forms, and only one was refused.
  if (searchParams.form && searchParams.form !== form.action) return state;
  for (const [name, value] of Object.entries(searchParams)) {
    if (typeof value !== "string" || name === "form") continue;
    if (name === "error") state.message = messageFor(form, value);
    else if (name.startsWith(fieldError)) {
      state.errors[name.slice(fieldError.length)] = messageFor(form, value);
    } else if (name.startsWith(typedValue)) state.values[name.slice(typedValue.length)] = value;
    else state.values[name] ??= value;
  }
  // A refusal is said once, beside its field where it has one.
  const isOfForm = Object.hasOwn(form.messages, String(searchParams.error));
  if (isOfForm && Object.values(state.errors).includes(state.message)) state.message = undefined;
  return state;
}

const isSecret = (name: string) => /password|secret/i.test(name);
