import { isCrossSite } from "#lib/http/cross-site.ts";
import { failureOf } from "#lib/http/failure.ts";
import { withQuery } from "#lib/http/next.ts";
import { problem } from "#lib/http/problem.ts";
import { type Form, messageFor, refusalQuery } from "./form.ts";
import { type Notice, notices, withNotice } from "./notices.ts";
import { readSubmission } from "./submission.ts";

/** The form did what it is for. */
export interface Done {
  /** The path to show next. */
  to: string;
  /** What to tell the person who did it. */
  notice?: Notice;
  /** What a client that accepts JSON is told beside `location`. */
  details?: object;
  /** Cookies, usually. */
  headers?: Headers;
  /** For a browser without script, instead of a redirect: what may stand in no address. */
  shown?: Response;
}

/** The form was refused. `code` and the fields' codes are among the form's messages. */
export interface Refusal {
  status: number;
  code: string;
  fields?: Record<string, string>;
  headers?: Headers;
}

type Act<Input> = (input: Input, request: Request) => Promise<Done | Refusal>;

type Place = Omit<Form<never>, "schema">;

interface Taking {
  byteLimit?: number | undefined;
  /** The form, by what was sent with it: nothing where that could not be read. */
  place(sent: Record<string, unknown>): Place;
  answer(sent: Record<string, unknown>, place: Place): Promise<Done | Refusal>;
}

/**
 * Takes a form, not from another site. A browser without script gets a redirect, to where the form leads
 * or back to its page with what was wrong and what was typed; who is signed out signs in on the way. A
 * client that accepts JSON gets `{ location, notice }`, or problem details.
 */
export async function takeForm(request: Request, form: Taking): Promise<Response> {
  if (isCrossSite(request)) {
    return problem(403, "cross_site", "The request came from another site.");
  }
  const sent = await readSubmission(request, form.byteLimit);
  if (sent instanceof Response) return refuseUnread(request, form.place({}), sent);
  const place = form.place(sent);
  return answerForm(request, place, sent, await form.answer(sent, place));
}

/** The route handler of a form whose act does not come in by the door of the API. */
export const formHandler =
  <Input>(form: Form<Input>, act: Act<Input>) =>
  (request: Request): Promise<Response> =>
    takeForm(request, {
      byteLimit: form.byteLimit,
      place: () => form,
      answer: (sent) => perform(form, act, sent, request),
    });

const wantsJson = ({ headers }: Request) => headers.get("accept")?.includes("application/json");

/** Answers a form that could not be read, for the reason in `refusal`. */
function refuseUnread(request: Request, form: Place, refusal: Response): Response {
  const isHonest = refusal.status === 413 && form.byteLimit && !wantsJson(request);
  // Somebody chose a large file; what they typed beside it was not read.
  return isHonest ? seeOther(refusedPage(form, { code: "too_large" }, {})) : refusal;
}

/** Answers a form that was read, to a browser without script or to a client that accepts JSON. */
function answerForm(
  request: Request,
  form: Place,
  submission: Record<string, unknown>,
  answer: Done | Refusal,
): Response {
  const headers = new Headers(answer.headers);
  headers.set("cache-control", "private, no-store");

  if ("to" in answer) {
    const { details, notice } = answer;
    const location = withNotice(answer.to, notice);
    if (!wantsJson(request)) return answer.shown ?? seeOther(location, headers);
    const told = notice && { notice: notices[notice] };
    return Response.json({ ...details, location, ...told }, { headers });
  }
  const { status, code, fields = {} } = answer;
  if (wantsJson(request)) {
    const errors = Object.fromEntries(
      Object.entries(fields).map(([field, fieldCode]) => [field, messageFor(form, fieldCode)]),
    );
    return problem(status, code, messageFor(form, code), { headers, errors });
  }
  if (code === "unauthenticated") {
    const next = refusedPage(form, { code: "signed_out" }, typed(submission));
    return seeOther(withQuery("/sign-in", { next }), headers);
  }
  return seeOther(refusedPage(form, answer, typed(submission)), headers);
}

/** The page of a form, with what was wrong and what was typed, at the part that holds the form. */
function refusedPage(
  { page, action, section }: Pick<Form<unknown>, "page" | "action" | "section">,
  { code, fields = {} }: Pick<Refusal, "code" | "fields">,
  typed: Record<string, string>,
): string {
  const query = refusalQuery(action, code, fields, typed);
  return `${page}${page.includes("?") ? "&" : "?"}${query}${section ? `#${section}` : ""}`;
}

/** A redirect after a post: the browser fetches `location` with GET. */
export function seeOther(location: string, headers = new Headers()): Response {
  headers.set("location", location);
  return new Response(null, { status: 303, headers });
}

async function perform<Input>(
  form: Form<Input>,
  act: Act<Input>,
  submission: Record<string, unknown>,
  request: Request,
): Promise<Done | Refusal> {
  const parsed = form.schema.safeParse(submission);
  if (!parsed.success) {
    const fields: Record<string, string> = {};
    for (const { path, message } of parsed.error.issues) fields[path.join(".")] ??= message;
    return { status: 422, code: "invalid_input", fields };
  }
  try {
    return await act(parsed.data, request);
  } catch (error) {
    return failureOf("form_failed", error, { form: form.action });
  }
}

function typed(submission: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(submission).filter(
      (entry): entry is [string, string] => typeof entry[1] === "string",
    ),
  );
}
