import { errorCode } from "./errors.ts";

/** A deadlock, a serialization failure: Postgres took back the whole statement, to be tried again. */
const transientCodes: readonly string[] = ["40P01", "40001"];

const maxRetries = 3;

/**
 * Runs one statement again when Postgres refused it only because of what ran beside it: up to three
 * times, after a random pause, so that two that met do not meet again.
 * @param codes SQLSTATEs that say so of this statement, besides deadlock and serialization failure.
 */
export async function retryTransient<Result>(
  run: () => Promise<Result>,
  codes: readonly string[] = [],
): Promise<Result> {
  for (let retry = 0; ; retry++) {
    try {
      return await run();
    } catch (error) {
      const code = errorCode(error) ?? "";
      const isTransient = transientCodes.includes(code) || codes.includes(code);
      if (!isTransient || retry === maxRetries) throw error;
      await pause(Math.random() * 20 * 2 ** retry);
    }
  }
}

const pause = (milliseconds: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
