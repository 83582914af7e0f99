import type { SQL } from "drizzle-orm/sql";
import type { Needs } from "#lib/forms/act.ts";

// Who acts. Nothing in it is trusted: each statement proves it again.

interface Admitted {
  /** Set for a statement that `admitted` sends: it reaches nothing when the request is refused. */
  isAdmitted?: boolean;
}

/** A person whose session was looked up. */
export interface Person extends Admitted {
  userId: string;
  key?: undefined;
  viewer?: undefined;
}

/** An API key, which is nobody's. */
export interface Program extends Admitted {
  userId: null;
  key: KeyProof;
  viewer?: undefined;
}

/** An API key that acts, and what for. */
export interface KeyProof {
  /** SHA-256 of the key, as hexadecimal. */
  hash: string;
  needs: string;
}

/** Whoever the statement itself finds out. */
interface Viewer extends Admitted {
  userId: null;
  key?: undefined;
  viewer: SQL;
}

/** What happens by itself or at a provider is nobody's doing. */
export interface Nobody {
  userId: null;
  key?: undefined;
}

/** Who calls. */
export type Caller = Person | Program;

interface InOrganization {
  /** The organization's slug, from the URL; one that it had before will do. Of a key, "" is its own. */
  slug: string;
}

/** Who asks, in which organization. */
export type Scope<Who extends Caller | Viewer = Caller | Viewer> = Who & InOrganization;

/** Where a request came from, as far as it says. */
export interface Origin {
  ipAddress: string | null;
  userAgent: string | null;
}

/** Who acts, in which organization, and from where. */
export type Actor<Who extends Caller = Caller> = Who & InOrganization & Origin;

/** Who may come to an act: people alone where no key has its permission. */
export type ActorOf<Needed extends Needs> = Needed extends { scope: null } | null
  ? Actor<Person>
  : Actor;

/** Whether somebody may come to an act at all; what they may do there its statement says. */
export const mayCome = <Needed extends Needs>(
  needs: Needed,
  actor: Actor,
): actor is ActorOf<Needed> => needs?.scope != null || actor.key === undefined;
