import { withQuery } from "#lib/http/next.ts";
import { problem } from "#lib/http/problem.ts";
import { type Form, messageFor, refusalQuery } from "./form.ts";
import { type Notice, notices, withNotice } from "./notices.ts";

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
  /** What a client that accepts JSON is told beside. */
  members?: object | undefined;
  headers?: Headers;
}

/** A form without what it takes. */
export type Place = Omit<Form<never>, "schema">;

const wantsJson = ({ headers }: Request) => headers.get("accept")?.includes("application/json");

/** Answers a form that could not be read, for the reason in `refusal`. */
export function refuseUnread(request: Request, form: Place, refusal: Response): Response {
  const isHonest = refusal.status === 413 && form.byteLimit && !wantsJson(request);
  // Somebody chose a large file; what they typed beside it was not read.
  return isHonest ? seeOther(refusedPage(form, { code: "too_large" }, {})) : refusal;
}

/** Answers a form that was read, to a browser without script or to a client that accepts JSON. */
export function answerForm(
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
  const { status, code, fields = {}, members } = answer;
  if (wantsJson(request)) {
    const errors = Object.fromEntries(
      Object.entries(fields).map(([field, fieldCode]) => [field, messageFor(form, fieldCode)]),
    );
    return problem(status, code, messageFor(form, code), { headers, errors, members });
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

function typed(submission: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(submission).filter(
      (entry): entry is [string, string] => typeof entry[1] === "string",
    ),
  );
}
