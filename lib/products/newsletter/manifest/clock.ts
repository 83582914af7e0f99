/**
 * What looks for campaigns that are due. `daily` is the cron of vercel.json, which is all that Vercel's
 * Hobby plan allows; `minute` is a cron of every minute; `ticker` is that of `npm run dev`.
 */
const clocks = ["daily", "minute", "ticker"] as const;

type ClockName = (typeof clocks)[number];

/** Of local use alone. */
export const localClock: ClockName = "ticker";

export const isClock = (value: string): value is ClockName =>
  clocks.some((clock) => clock === value);

/** Seconds after its time until which a campaign starts at the latest. */
export interface Lateness {
  seconds: number;
  /** How the page says it. */
  text: string;
}

const lateness: Record<ClockName, Lateness> = {
  ticker: { seconds: 5, text: "within 5 seconds of its time" },
  minute: { seconds: 60, text: "within a minute of its time" },
  daily: {
    seconds: 24 * 3_600,
    text: "up to a day after its time, because this installation looks for due campaigns once a day",
  },
};

/** How late a campaign that was scheduled may start here. "Send now" never waits for the clock. */
export function startLateness(value: string | undefined = process.env.NEWSLETTER_CLOCK): Lateness {
  return lateness[value && isClock(value) ? value : "daily"];
}
