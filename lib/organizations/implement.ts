import type { Database } from "#lib/db/database.ts";
import type { Act, Needs } from "#lib/forms/act.ts";
import { type Actor, type ActorOf, mayCome } from "./actor.ts";

/** What an act is given once its request was let in. */
export interface Given<Params, Input, Who = Actor> {
  /** Its first statement also admits the request (docs/api.md). */
  db: Database;
  /** Who acts, in the organization that the address names: a person, where no key may do it. */
  actor: Who;
  params: Params;
  input: Input;
  /** For what it makes: the same for a request that is sent again. */
  newId: string;
  /** The versions that were seen, for an act that changes no other; undefined for any. */
  versions: readonly string[] | undefined;
  /** Where people reach the app. */
  appUrl: string;
}

/** What came of an act: done, or nothing was left to do, or the code of the reason against it. */
export interface Result {
  outcome: string;
  /** Seconds after which it may be tried again, when a limit refused it. */
  retryAfter?: number;
  /** What else a refusal tells, such as what stands in the way as it is now. */
  members?: object;
}

/** The codes that a result may be refused with. */
export type RefusalOf<Done extends Result> = Exclude<Done["outcome"], "done" | "unchanged">;

/** The half of an act that runs on Node. */
export interface Implementation<Params = object, Input = object, Done extends Result = Result> {
  act: Act<Params, Input>;
  /** Beside `forbidden`, which every act has that needs a permission. */
  refusals: readonly RefusalOf<Done>[];
  run(given: Given<Params, Input>): Promise<Done>;
  /** What follows once it was done and the answer is sent, such as mail. Not on a repetition. */
  after?(done: Done): void;
}

type Half<Params, Input, Who, Done extends Result> = Omit<
  Implementation<Params, Input, Done>,
  "act" | "run"
> & { run(given: Given<Params, Input, Who>): Promise<Done> };

/** Joins an act to its statement, which is given a person where the act takes no key. */
export const implement = <Params, Input, Needed extends Needs, Done extends Result>(
  act: Act<Params, Input, Needed>,
  { run, ...half }: Half<Params, Input, ActorOf<Needed>, Done>,
): Implementation<Params, Input, Done> => ({
  act,
  ...half,
  run(given) {
    const { actor } = given;
    if (!mayCome(act.needs, actor)) throw new Error(`An API key came to ${act.name}`);
    return run({ ...given, actor });
  },
});
