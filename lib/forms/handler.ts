import { isCrossSite } from "#lib/http/cross-site.ts";
import { failureOf } from "#lib/http/failure.ts";
import { problem } from "#lib/http/problem.ts";
import { answerForm, type Done, type Place, type Refusal, refuseUnread } from "./answer.ts";
import type { Form } from "./form.ts";
import { readSubmission } from "./submission.ts";

type Act<Input> = (input: Input, request: Request) => Promise<Done | Refusal>;

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
