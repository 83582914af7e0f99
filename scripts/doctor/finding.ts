/** What one check found. */
export interface Finding {
  /** What was looked at, in a word or two. */
  check: string;
  /** A hint asks for nothing: only tests, or only some people, need what is missing. */
  status: "ok" | "hint" | "problem";
  /** One sentence. It never holds a password. */
  message: string;
  /** What to type, for a hint and a problem. */
  type?: string;
}

/** One line a finding, so that it can be searched and read aloud. */
export function line({ status, check, message, type }: Finding): string {
  const advice = type ? ` Type: ${type}` : "";
  return `${status.padEnd(8)}${check}: ${message}${advice}`;
}
