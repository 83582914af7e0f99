import type { Tone } from "#lib/ui/badge.tsx";

interface Person {
  status: string;
  pendingSince: Date | string | null;
  /** The reason of a suppression of their address. */
  suppression: string | null;
}

export interface Standing {
  label: string;
  tone: Tone;
  /** Whether campaigns go to them. */
  isMailable: boolean;
}

/** How a person stands with the newsletter, in one word: the strongest reason against mailing them. */
export function standingOf({ status, pendingSince, suppression }: Person): Standing {
  const not = (label: string, tone: Tone = "neutral") => ({ label, tone, isMailable: false });
  if (suppression === "complaint") return not("Complained", "danger");
  if (suppression === "do_not_mail") return not("Do not mail", "danger");
  if (status === "unsubscribed") return not("Unsubscribed");
  if (status === "bounced" || suppression === "bounce") return not("Bounced", "warning");
  if (suppression) return not("Suppressed", "danger");
  if (pendingSince) return not("Not confirmed", "warning");
  return { label: "Subscribed", tone: "success", isMailable: true };
}
