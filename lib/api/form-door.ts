import * as z from "zod/mini";
import type { Database } from "#lib/db/database.ts";
import { writeDatabase } from "#lib/db/node.ts";
import { type Act, formOf } from "#lib/forms/act.ts";
import { newId } from "#lib/forms/fields.ts";
import type { RefusalText } from "#lib/forms/form.ts";
import { answerForm, crossSite, type Done, refuseUnread } from "#lib/forms/handler.ts";
import { readSubmission } from "#lib/forms/submission.ts";
import { isCrossSite } from "#lib/http/cross-site.ts";
import { enter } from "./door.ts";
import { formInput } from "./form-input.ts";
import { limitHeaders } from "./limits.ts";
import type { Call } from "./operation.ts";
import { problems } from "./problems.ts";
import type { Refusal } from "./refused.ts";
import { checked } from "./request-body.ts";

/**
 * Takes the form of an act.
 * @param place what stands in its address, by name.
 * @param connect what to act on, for tests.
 */
export type FormDoor = (
  place: Record<string, string>,
  connect?: () => Promise<Database>,
) => (request: Request) => Promise<Response>;

/** The way in for the form of an act: the same as the API's, but for how it is read and answered. */
export function formDoor<Params, Input>(
  act: Act<Params, Input>,
  scope: string | null,
  run: (call: Call<Params, object, Input>) => Promise<Done>,
): FormDoor {
  return (place, connect = writeDatabase) =>
    async (request) => {
      if (isCrossSite(request)) return crossSite();
      const submission = await readSubmission(request, act.byteLimit);
      const isRead = !(submission instanceof Response);
      const form = formOf(act, place as Params, isRead ? submission : {});
      if (!isRead) return refuseUnread(request, form, submission);
      const came = await enter(request, {
        connect,
        method: "POST",
        scope,
        takesKeys: false,
        ownIdempotency: true,
        event: "form_failed",
        details: { form: form.action },
        async read() {
          const params = checked(act.params, place, "not_found");
          const body = checked(act.input, formInput(act.input, submission), "invalid_input");
          const made = checked(formId, submission, "invalid_input");
          return { params, query: {}, body, text: "", ...(act.makes && { newId: made.id }) };
        },
        run,
      });
      if ("value" in came) return answerForm(request, form, submission, came.value);
      const { code } = came.refusal;
      const wait = came.admission && code === "rate_limited" && limitHeaders(came.admission, true);
      const retryAfter = came.refusal.retryAfter ?? (wait ? wait["retry-after"] : undefined);
      return answerForm(request, form, submission, {
        status: problems[code].status,
        code,
        fields: fieldsOf(came.refusal),
        ...(retryAfter && { headers: new Headers({ "retry-after": String(retryAfter) }) }),
      });
    };
}

/** Of what the act makes, from its page. */
const formId = z.object({ id: newId });

/** The fields that a refusal is about. */
function fieldsOf({ code, fields }: Refusal): Record<string, string> {
  const told: RefusalText = problems[code];
  return fields ?? (told.field ? { [told.field]: code } : {});
}
