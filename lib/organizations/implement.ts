import type { Database } from "#lib/db/database.ts";
import type { Act } from "#lib/forms/act.ts";
import type { PersonActor } from "./acting.ts";
import type { Actor } from "./audit.ts";

/** What an act is given once its request was let in. */
export interface Given<Params, Input> {
  /** Its first statement also admits the request (docs/api.md). */
  db: Database;
  /** Who acts, in the organization that the address names. */
  actor: Actor;
  /** The same, for what no key may do. */
  person: PersonActor;
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

/** Joins an act to its statement. */
export const implement = <Params, Input, Done extends Result>(
  act: Act<Params, Input>,
  half: Omit<Implementation<Params, Input, Done>, "act">,
): Implementation<Params, Input, Done> => ({ act, ...half });
