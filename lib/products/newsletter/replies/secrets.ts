import type { environment } from "../manifest/replies.ts";

/** The secrets of a variable, in the environment of this process; none where it is not set. */
export const secretsOf = (name: keyof typeof environment): readonly string[] =>
  (process.env[name] ?? "").split(",").flatMap((secret) => secret.trim() || []);
