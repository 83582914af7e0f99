import type { Delivery, Recorded } from "./inbox.ts";
import type { Provider } from "./schema.ts";

/** What somebody should look at. Ids and fixed words only: nothing of the body, no personal data. */
export interface Alert {
  kind:
    | "unknown type"
    | "unknown status"
    | "not for sale"
    | "unknown role"
    | "parked"
    | "two live subscriptions"
    | "parked events removed";
  provider?: Provider;
  /** The provider's id of the delivery. */
  eventId?: string;
  type?: string;
  entityId?: string | null;
  organizationId?: string | null;
  reason?: string | null;
  /** How many, when the alert is about several events. */
  count?: number;
}

/** What is to be said of a delivery, if anything. */
export function alertOf(
  { provider, id, type }: Pick<Delivery, "provider" | "id" | "type">,
  { outcome, reason, notice, entityId, organizationId }: Recorded,
): Alert | undefined {
  const kind = kindOf(outcome, reason, notice);
  const why = kind === "not for sale" ? (notice?.slice(notForSale.length) ?? null) : reason;
  return kind && { kind, provider, eventId: id, type, entityId, organizationId, reason: why };
}

const notices = ["unknown status", "unknown role", "two live subscriptions"] as const;

/** How the notice of a product begins; the reason follows. */
const notForSale = "not for sale: ";

function kindOf(
  outcome: Recorded["outcome"],
  reason: string | null,
  notice: string | null,
): Alert["kind"] | undefined {
  const noticed = notices.find((one) => one === notice);
  if (noticed) return noticed;
  if (notice?.startsWith(notForSale)) return "not for sale";
  if (outcome === "parked") return "parked";
  return outcome === "ignored" && reason === "unknown type" ? "unknown type" : undefined;
}

interface SendOptions {
  /** Where alerts are posted to, as JSON with a `text` that chats show; without it they are logged only. */
  url?: string;
  /** In milliseconds. */
  timeout?: number;
}

/**
 * Raises an alert: one line in the log, and a post to `ALERT_WEBHOOK_URL`. It never fails, because
 * the work that it is about. Send the answer first, where someone waits for one.
 */
export async function sendAlert(
  alert: Alert,
  // Not through getEnvironment: commands raise alerts too, without the secrets of the app.
  { url = process.env.ALERT_WEBHOOK_URL, timeout = 5_000 }: SendOptions = {},
): Promise<void> {
  console.warn(JSON.stringify({ level: "warn", event: "alert", ...alert }));
  if (!url) return;
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ text: sentence(alert), ...alert }),
      signal: AbortSignal.timeout(timeout),
    });
    await response.body?.cancel();
    if (!response.ok) logFailure(alert, `status ${response.status}`);
  } catch (error) {
    logFailure(alert, error instanceof Error ? error.name : "unknown");
  }
}

/** Never the address, which is a secret of its own at most chats. */
function logFailure({ kind }: Alert, reason: string): void {
  console.error(JSON.stringify({ level: "error", event: "alert_failed", kind, reason }));
}

function sentence({ kind, provider, type, eventId, reason, count }: Alert): string {
  const subject = [count, kind].filter((part) => part !== undefined).join(" ");
  const details = [provider, type, eventId, reason].filter(Boolean).join(", ");
  return details ? `Webhooks: ${subject} (${details})` : `Webhooks: ${subject}`;
}
