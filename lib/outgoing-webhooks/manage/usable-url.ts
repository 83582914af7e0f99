import { isLocalUse, ownVariables } from "#lib/env/environment.ts";
import { type TargetProblem, targetProblem } from "../target.ts";

/** What a URL may be refused with. */
export const urlRefusals = [
  "url_unreadable",
  "url_insecure",
  "url_credentials",
  "url_port",
  "url_private",
] as const;

type Refused = { outcome: TargetProblem | "url_unreadable" };

/** The URL of an endpoint as browsers write it, in ASCII; or why an endpoint cannot have it. */
export function usableUrl(text: string): { url: string } | Refused {
  if (!URL.canParse(text)) return { outcome: "url_unreadable" };
  const url = new URL(text);
  const outcome = targetProblem(url, { isLocal: isLocalUse(ownVariables()) });
  return outcome ? { outcome } : { url: url.href };
}
