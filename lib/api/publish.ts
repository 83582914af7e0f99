import { getEnvironment } from "#lib/env/environment.ts";
import type { Act, Fields } from "#lib/forms/act.ts";
import type { Done } from "#lib/forms/answer.ts";
import type { Notice } from "#lib/forms/notices.ts";
import type { Implementation, Result } from "#lib/organizations/implement.ts";
import { followUps } from "./follow-ups.ts";
import { type FormDoor, formDoor } from "./form-door.ts";
import { type Call, defineOperation, type Operation, type Reply } from "./operation.ts";
import type { ProblemCode } from "./problems.ts";
import { RefusedError } from "./refused.ts";

/** What differs between the form of an act and its operation in the API, on the side of the form. */
export interface FormEnd<Params, Input, Came> {
  /** Where it leads once it is done. */
  to(done: Came, params: Params, input: Input): string;
  notice?: Notice | ((done: Came) => Notice | undefined);
  /** What a client that accepts JSON is told beside. */
  details?(done: Came, newId: string, params: Params): object | undefined;
  /** For a browser without script, instead of a redirect. */
  shown?(done: Came, params: Params): Response;
  /** Whether an id that made something else before is taken for a new one. */
  makesAnother?: boolean;
}

type OfApi = "id" | "method" | "path" | "group" | "summary" | "description" | "example";

/** The same on the side of the API. */
export interface ApiEnd<Params, Input, Came>
  extends Pick<
    Operation<Params, object, Input>,
    OfApi | "needsMatch" | "ownIdempotency" | "answers"
  > {
  /** The answer; 204 without it. */
  reply?(done: Came, call: Call<Params, object, Input>): Reply | Promise<Reply>;
}

/** An act as it can be reached. */
export interface Publication {
  act: Act;
  post: FormDoor;
  /** Its operation in the API, unless only forms reach it. */
  operation?: Operation;
}

type Came = Result & { outcome: "done" | "unchanged" | ProblemCode };

interface Ends<Params, Input, Done_> {
  form: FormEnd<Params, Input, NoInfer<Done_>>;
  api?: ApiEnd<Params, Input, NoInfer<Done_>>;
}

/** Publishes an act: as the form of its page, and as an operation of the API and of its document. */
export function publish<Params extends object, Input extends object, Done_ extends Came>(
  implementation: Implementation<Params, Input, Done_>,
  ends: Required<Ends<Params, Input, Done_>>,
): Required<Publication>;
/** Publishes an act as a form alone. */
export function publish<Params extends object, Input extends object, Done_ extends Came>(
  implementation: Implementation<Params, Input, Done_>,
  ends: Ends<Params, Input, Done_>,
): Publication;
export function publish<Params extends object, Input extends object, Done_ extends Came>(
  implementation: Implementation<Params, Input, Done_>,
  { form, api }: Ends<Params, Input, Done_>,
): Publication {
  const { act } = implementation;
  const scope = act.needs?.scope ?? null;
  type Called = Call<Params, object, Input>;

  const post = formDoor(act, scope, async (call: Called): Promise<Done> => {
    const done = await perform(implementation, call, form.makesAnother);
    const { notice } = form;
    const told = typeof notice === "function" ? notice(done) : notice;
    return {
      to: form.to(done, call.params, call.body),
      ...(told && { notice: told }),
      ...(form.details && { details: form.details(done, call.newId, call.params) ?? {} }),
      ...(form.shown && { shown: form.shown(done, call.params) }),
    };
  });
  if (!api) return { act, post };

  const { reply = () => ({ status: 204 }), ...described } = api;
  const operation = defineOperation<Params, object, Input>({
    ...described,
    scope,
    ...(hasFields(act.params) && { params: act.params }),
    ...(hasFields(act.input) && { body: act.input }),
    ...(act.byteLimit && { byteLimit: act.byteLimit }),
    problems: [...(act.needs ? (["forbidden"] as const) : []), ...implementation.refusals],
    handle: async (call) => reply(await perform(implementation, call), call),
  });
  return { act, post, operation };
}

/** Runs an act that was let in, and what follows it. @throws RefusedError */
async function perform<Params extends object, Input extends object, Done_ extends Came>(
  { act, run, after }: Implementation<Params, Input, Done_>,
  call: Call<Params, object, Input>,
  makesAnother = false,
): Promise<Done_> {
  const given = {
    ...call,
    input: call.body,
    appUrl: getEnvironment().APP_URL,
  };
  const first = await run(given);
  const isTaken = makesAnother && first.outcome === "id_reused";
  const done = isTaken ? await run({ ...given, newId: crypto.randomUUID() }) : first;
  const { outcome, retryAfter, members } = done;
  if (outcome !== "done" && outcome !== "unchanged")
    throw new RefusedError(outcome, { retryAfter, members });
  if (outcome === "done" && !call.isReplay()) {
    after?.(done);
    followUps(act.name);
  }
  return done;
}

const hasFields = ({ shape }: Fields<unknown>) => Object.keys(shape).length > 0;
