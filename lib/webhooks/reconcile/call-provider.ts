import { setTimeout as sleep } from "node:timers/promises";
import { errorCode, isOfOneItem, isStatementError } from "#lib/db/errors.ts";

export interface Limit {
  /** So many requests in so many milliseconds. */
  requests: number;
  milliseconds: number;
  /** Whether an error of the provider's SDK without a status says that nothing answered. */
  isUnreachable(error: Error): boolean;
}

/** Nothing answered, so that it may go better later. Called as the provider's SDK calls it. */
class UnreachableError extends Error {
  constructor(cause: Error) {
    super(cause.message, { cause });
    this.name = cause.name;
  }
}

/** Makes one call to a provider, which sends `requests` requests, one unless told. */
export type Call = <Result>(run: () => Promise<Result>, requests?: number) => Promise<Result>;

const maxRetries = 4;

/**
 * Calls a provider no faster than it allows, and again when it is too busy or unwell: after the time
 * that it asks for, else after 1, 2, 4 and 8 seconds.
 * @param signal ends the waiting, with its reason.
 * @param say is told of long waits.
 */
export function paced(limit: Limit, signal: AbortSignal, say: (line: string) => void): Call {
  const sent: number[] = [];

  async function waitForTurn(requests: number): Promise<void> {
    for (;;) {
      const now = Date.now();
      while ((sent[0] ?? now) <= now - limit.milliseconds) sent.shift();
      if (sent.length + requests <= limit.requests) {
        for (let count = 0; count < requests; count++) sent.push(now);
        return;
      }
      await sleep((sent[0] ?? now) + limit.milliseconds - now, undefined, { signal });
    }
  }

  return async (run, requests = 1) => {
    for (let retry = 0; ; retry++) {
      signal.throwIfAborted();
      await waitForTurn(requests);
      try {
        return await run();
      } catch (thrown) {
        const isUnreachable =
          thrown instanceof Error && statusOf(thrown) === undefined && limit.isUnreachable(thrown);
        const error = isUnreachable ? new UnreachableError(thrown) : thrown;
        if (!isPassing(error) || retry === maxRetries) throw error;
        const seconds = retryAfter(error) ?? 2 ** retry;
        say(`${describe(error)}; again in ${seconds} s`);
        await sleep(seconds * 1_000, undefined, { signal });
      }
    }
  };
}

/** The HTTP status of a provider's error, under the names that the two SDKs give it. */
export function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined;
  for (const name of ["statusCode", "status"]) {
    const status: unknown = Reflect.get(error, name);
    if (typeof status === "number") return status;
  }
  return undefined;
}

/**
 * True when only this one object is concerned: the provider refused to give it, or our own code did not
 * understand it. Who we are, how often we ask, and whether anything answers, concerns them all.
 */
export function isOfOneObject(error: unknown): boolean {
  const status = statusOf(error);
  if (status !== undefined) return [400, 404, 409, 410, 422].includes(status);
  return !isPassing(error) && !isStop(error) && isOfOneItem(error);
}

const isStop = (error: unknown) =>
  error instanceof Error && ["AbortError", "TimeoutError"].includes(error.name);

function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const status = statusOf(error);
  if (status !== undefined) return status === 429 || status >= 500;
  return error instanceof UnreachableError;
}

function retryAfter(error: unknown): number | undefined {
  const seconds: unknown = error instanceof Error ? Reflect.get(error, "retryAfter") : undefined;
  return typeof seconds === "number" && seconds >= 0 ? seconds : undefined;
}

/** One line, without what the provider wrote or the database quotes, which may be about a person. */
export function describe(error: unknown): string {
  const code = errorCode(error);
  if (code) return isStatementError(error) ? `database error ${code}` : `database: ${code}`;
  if (!(error instanceof Error)) return "Failed";
  const status = statusOf(error);
  return status === undefined ? error.name : `${error.name} ${status}`;
}
