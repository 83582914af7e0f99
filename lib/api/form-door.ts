import * as z from "zod/mini";
import type { Database } from "#lib/db/database.ts";
import { writeDatabase } from "#lib/db/node.ts";
import { type Act, formOf } from "#lib/forms/act.ts";
import type { Done, Refusal as Refused } from "#lib/forms/answer.ts";
import { newId } from "#lib/forms/fields.ts";
import type { RefusalText } from "#lib/forms/form.ts";
import { takeForm } from "#lib/forms/handler.ts";
import { type Came, enter } from "./door.ts";
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
    (request) =>
      takeForm(request, {
        byteLimit: act.byteLimit,
        place: (sent) => formOf(act, place as Params, sent),
        answer: async (sent, { action }) =>
          answerOf(
            await enter(request, {
              connect,
              method: "POST",
              scope,
              takesKeys: false,
              ownIdempotency: true,
              event: "form_failed",
              details: { form: action },
              async read() {
                const params = checked(act.params, place, "not_found");
                const body = checked(act.input, formInput(act.input, sent), "invalid_input");
                const made = checked(formId, sent, "invalid_input");
                return { params, query: {}, body, text: "", ...(act.makes && { newId: made.id }) };
              },
              run,
            }),
          ),
      });
}

function answerOf(came: Came<Done>): Done | Refused {
  if ("value" in came) return came.value;
  const { code } = came.refusal;
  const wait = came.admission && code === "rate_limited" && limitHeaders(came.admission, true);
  const retryAfter = came.refusal.retryAfter ?? (wait ? wait["retry-after"] : undefined);
  return {
    status: problems[code].status,
    code,
    fields: fieldsOf(came.refusal),
    members: came.refusal.members,
    ...(retryAfter && { headers: new Headers({ "retry-after": String(retryAfter) }) }),
  };
}

/** Of what the act makes, from its page. */
const formId = z.object({ id: newId });

/** The fields that a refusal is about. */
function fieldsOf({ code, fields }: Refusal): Record<string, string> {
  const told: RefusalText = problems[code];
  return fields ?? (told.field ? { [told.field]: code } : {});
}
