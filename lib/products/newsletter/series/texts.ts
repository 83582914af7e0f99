import { weekdays } from "../tables/series.ts";
import type { Series, SeriesState, Step } from "./series.ts";

export const stateNames: Record<SeriesState, string> = {
  draft: "Draft",
  active: "Active",
  paused: "Paused",
};

/** `2 days after joining`, as a page says when a step is sent. */
export function timingText({
  delay,
  unit,
  countedFrom,
}: Pick<Step, "delay" | "unit" | "countedFrom">): string {
  const from = countedFrom === "joining" ? "joining" : "the email before";
  if (delay === 0) return `Right after ${from}`;
  return `${delay} ${delay === 1 ? unit.slice(0, -1) : unit} after ${from}`;
}

/** `Mon` */
export const dayName = (day: string) => `${day.charAt(0).toUpperCase()}${day.slice(1, 3)}`;

/** `09:00` */
export const hourName = (hour: number) => `${String(hour).padStart(2, "0")}:00`;

type Hours = Pick<Series, "opensAt" | "closesAt" | "weekdays" | "timeZone">;

/** `09:00 to 17:00, Mon, Tue, Wed (Europe/Berlin)` */
export function hoursText({ opensAt, closesAt, weekdays: days, timeZone }: Hours): string {
  const isAlways = opensAt === 0 && closesAt === 24;
  const isDaily = days.length === weekdays.length;
  if (isAlways && isDaily) return "At any time";
  const hours = isAlways ? "At any hour" : `${hourName(opensAt)} to ${hourName(closesAt)}`;
  const on = isDaily ? "every day" : days.map(dayName).join(", ");
  return `${hours}, ${on} (${timeZone})`;
}

/** Why a step is waited for. */
export const problemTexts = {
  letter_empty: "Not written yet. People wait here.",
  letter_unfinished: "Its content has problems. People wait here.",
} as const;

/** Why a series stopped. */
const pauseReasons: Readonly<Record<string, string>> = {
  member: "A member paused it.",
  bounces: "More than 5% of the emails of a step bounced. Check where the addresses come from.",
  complaints: "More than 0.3% of the recipients of a step reported it as spam.",
  connection: "The mail server could not be reached many times in a row.",
  credits: "There are not enough credits for the emails that were sent. Resume it once there are.",
  payment: "A payment is overdue, so no credits can be spent. Resume it once it is paid.",
  refused: "The mail server refuses to send for this sender.",
  uncertain:
    "Nobody knows whether some emails arrived, because their sender ended in the middle. They are sent once more when it goes on.",
};

export const pauseReason = (code: string | null): string | undefined =>
  code === null ? undefined : (pauseReasons[code] ?? code);
