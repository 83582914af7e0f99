import * as z from "zod";
import { UsageError } from "./usage-error.ts";

/** A number that was typed. @throws UsageError when it is none, or less than `least`. */
export function wholeNumber(name: string, typed: string, least = 1, most = 1_000_000): number {
  if (!/^\d+$/.test(typed) || Number(typed) < least || Number(typed) > most) {
    const range = `a whole number from ${least} to ${most.toLocaleString("en")}`;
    throw new UsageError(`--${name} must be ${range}, not ${typed}.`);
  }
  return Number(typed);
}

/** One of the words that are allowed. @throws UsageError that names them. */
export function oneOf<Word extends string>(
  name: string,
  typed: string,
  words: readonly Word[],
): Word {
  const word = words.find((known) => known === typed);
  if (word === undefined) {
    throw new UsageError(`${name} must be ${words.join(" or ")}, not ${typed}.`);
  }
  return word;
}

const units = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const ago = z.string().regex(/^[1-9]\d{0,5}[mhd]$/);
const moment = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);

/**
 * The moment that `--since` names: a time ago, such as `30m`, `12h` or `7d`, a day (from midnight in
 * UTC) or a moment of ISO 8601 with its offset. Nothing of ours is older than 1970.
 * @throws UsageError when it is neither, does not exist, or has not come yet.
 */
export function parseSince(typed: string, now = new Date()): Date {
  const time = timeOf(typed, now);
  if (time === undefined && /^\d{4}-\d{2}-\d{2}$/.test(typed)) {
    throw new UsageError(`--since names a day that does not exist: ${typed}.`);
  }
  if (time === undefined) {
    throw new UsageError(
      `--since must be a time ago such as 30m, 12h or 7d, or a date such as 2026-05-01, not ${typed}.`,
    );
  }
  if (time > now.getTime()) {
    throw new UsageError(`--since must not be in the future, and ${typed} is.`);
  }
  return new Date(Math.max(time, 0));
}

function timeOf(typed: string, now: Date): number | undefined {
  if (ago.safeParse(typed).success) {
    const unit = typed.endsWith("m") ? units.m : typed.endsWith("h") ? units.h : units.d;
    return now.getTime() - Number(typed.slice(0, -1)) * unit;
  }
  return moment.safeParse(typed).success ? Date.parse(typed) : undefined;
}

/** An address that was typed. @throws UsageError when it is none of http or https. */
export function webAddress(name: string, typed: string): URL {
  const url = URL.parse(typed);
  if (url?.protocol !== "http:" && url?.protocol !== "https:") {
    throw new UsageError(`${name} must be an address such as http://localhost:3000, not ${typed}.`);
  }
  return url;
}
