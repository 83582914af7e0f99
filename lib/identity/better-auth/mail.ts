import { withQuery } from "#lib/forms/next.ts";

/** Prints the link to choose a new password; nothing sends mail yet. */
export function sendPasswordReset(appUrl: string, to: string, token: string): void {
  const url = new URL(withQuery("/reset-password", { token }), appUrl).href;
  console.log(JSON.stringify({ level: "info", event: "mail", kind: "password_reset", to, url }));
}
