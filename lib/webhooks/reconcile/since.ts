const units: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * The moment that `--since` names: a time ago, such as `7d`, `24h` or `30m`, or a date of ISO 8601.
 * @returns undefined when it is neither, or in the future.
 */
export function parseSince(text: string, now = new Date()): Date | undefined {
  const [, number, unit = ""] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
  if (number) return new Date(now.getTime() - Number(number) * (units[unit] ?? 0));
  if (!/^\d{4}-\d{2}-\d{2}/.test(text)) return undefined;
  const moment = new Date(text);
  return Number.isNaN(moment.getTime()) || moment > now ? undefined : moment;
}
