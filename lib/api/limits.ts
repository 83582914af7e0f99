import { requestsOfPerson } from "#lib/quotas/requests.ts";

/**
 * How many requests a minute each kind of caller may send. A key counts for itself, a browser's
 * session for its person, and what proves neither for the address that it comes from.
 */
export const quotas = { key: 600, person: requestsOfPerson.quota, address: 60 } as const;
export type CallerKind = keyof typeof quotas;

/** Seconds. A quota can be used up at once; it then comes back evenly over the window. */
export const limitWindow = requestsOfPerson.window;

/** How a caller stands after a request. */
export interface LimitState {
  kind: CallerKind;
  /** Seconds until the whole quota is there again. */
  fullIn: number;
}

/** What is left of the quota, in whole requests. */
export function remaining({ kind, fullIn }: LimitState): number {
  const share = limitWindow / quotas[kind];
  // A thousandth of a request is the clock's, not the caller's.
  return Math.max(0, Math.floor((limitWindow - fullIn) / share + 0.001));
}

/**
 * The headers that tell a caller how they stand, as draft-ietf-httpapi-ratelimit-headers-10 has them,
 * and when to come back if nothing is left.
 */
export function limitHeaders(state: LimitState, isRefused = false): Record<string, string> {
  const { kind, fullIn } = state;
  const quota = quotas[kind];
  const left = isRefused ? 0 : remaining(state);
  const untilFull = Math.max(0, Math.ceil(fullIn));
  return {
    "ratelimit-policy": `"${kind}";q=${quota};w=${limitWindow}`,
    ratelimit: `"${kind}";r=${left};t=${untilFull}`,
    ...(isRefused && {
      "retry-after": String(Math.max(1, Math.ceil(fullIn + limitWindow / quota - limitWindow))),
    }),
  };
}
