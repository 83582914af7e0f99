import type { Origin } from "#lib/organizations/actor.ts";
import { diceFrom } from "./dice.ts";

const browsers = [
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
  "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0",
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1",
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0",
];

/** The two browsers of a person, at addresses that documentation may use (RFC 5737, RFC 3849). */
export function devicesOf(userId: string): [Origin, Origin] {
  const dice = diceFrom(
    Array.from(userId).reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7),
  );
  const device = (): Origin => ({
    ipAddress: dice.happens(0.7)
      ? `192.0.2.${dice.between(2, 250)}`
      : `2001:db8:${dice.between(1, 4_095).toString(16)}::${dice.between(1, 4_095).toString(16)}`,
    userAgent: dice.pick(browsers),
  });
  return [device(), device()];
}
