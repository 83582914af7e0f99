import type { Database } from "#lib/db/database.ts";
import { isInputError, isStatementError } from "#lib/db/errors.ts";
import { BodyTooLargeError, readBody } from "#lib/http/body.ts";
import { failureFields, reportFailure } from "#lib/log/report.ts";
import { alertOf, sendAlert } from "./alert.ts";
import { type Envelope, parseEnvelope } from "./envelope.ts";
import type { Delivery, Recorded } from "./inbox.ts";
import type { Replay } from "./replay.ts";
import type { Provider } from "./schema.ts";
import { deliveryId, type HeaderPrefix, signedHeaders } from "./signed-headers.ts";

export type { Envelope };

/** 1 MiB, several times the largest delivery seen. */
const bodyLimit = 1_048_576;

/** How a provider signs. */
export interface Signing {
  /** How its headers begin; as the Standard Webhooks say when it is not set. */
  headerPrefix?: HeaderPrefix;
  /** Any of them will do, so that one can be rotated. */
  secrets: string[];
  /**
   * Resolves when the body is signed with the secret, else throws.
   * @param headers the provider's own of the request, and no others.
   */
  verify(body: string, headers: Headers, secret: string): Promise<void>;
}

interface Receiver extends Signing {
  provider: Provider;
  database(): Promise<Database>;
  record(db: Database, delivery: Delivery, envelope: Envelope): Promise<Recorded>;
  /** Does what waited again. */
  replay: Pick<Replay, "replayEvent" | "replayParked">;
  /** Does work when the answer has been sent, and keeps the function alive for it. */
  after(work: () => Promise<void>): void;
}

/**
 * Receives one delivery: verify, parse, record, answer. A provider sends again whatever is not
 * answered 2xx, so that is kept for what may go better next time. Alerts, and parked events that
 * waited for this one, come after the answer.
 */
export async function receive(request: Request, receiver: Receiver): Promise<Response> {
  const started = performance.now();
  const { provider, headerPrefix = "webhook", secrets, verify } = receiver;
  // Told in the log once the signature says who chose it.
  let id: string | null = null;
  const answer = (status: number, outcome: string, details: object = {}) => {
    const ms = Math.round(performance.now() - started);
    console.log(
      JSON.stringify({ event: "webhook", provider, id, status, outcome, ms, ...details }),
    );
    return Response.json({ outcome }, { status });
  };

  if (secrets.length === 0) return answer(500, "no secret");
  let body: string;
  try {
    body = await readBody(request, bodyLimit);
  } catch (error) {
    return error instanceof BodyTooLargeError
      ? answer(413, "too large")
      : answer(400, "incomplete");
  }
  const headers = signedHeaders(headerPrefix, request.headers);
  if (!(await isSigned(body, headers, secrets, verify))) return answer(403, "bad signature");
  id = deliveryId(headerPrefix, headers);
  if (id === null) return answer(400, "no id");
  const envelope = parseEnvelope(body);
  if (!envelope) return answer(400, "not an event");

  const { type } = envelope;
  try {
    const delivery = { provider, id, type, body };
    const db = await receiver.database();
    const recorded = await receiver.record(db, delivery, envelope);
    followUp(receiver, db, delivery, recorded);
    const { outcome, reason } = recorded;
    return answer(200, outcome, { type, reason });
  } catch (error) {
    return answer(statusOf(error), "failed", { type, ...failureFields(error) });
  }
}

function followUp(
  { after, replay }: Receiver,
  db: Database,
  delivery: Delivery,
  recorded: Recorded,
): void {
  const alert = alertOf(delivery, recorded);
  const isParked = recorded.outcome === "parked";
  if (!alert && !isParked && !recorded.isAwaited) return;
  after(async () => {
    await Promise.all([
      alert && sendAlert(alert),
      recorded.isAwaited &&
        replaying(() => replay.replayParked(db, { waitsFor: recorded.provides })),
      // What it waits for may have come at the same moment, when neither could see the other.
      isParked && replaying(() => replay.replayEvent(db, delivery.id)),
    ]);
  });
}

/** What fails here stays parked, for the next reconcile. */
async function replaying(run: () => Promise<object | null>): Promise<void> {
  try {
    console.log(JSON.stringify({ event: "replay", ...(await run()) }));
  } catch (error) {
    reportFailure("replay_failed", error);
  }
}

async function isSigned(
  body: string,
  headers: Headers,
  secrets: string[],
  verify: Receiver["verify"],
): Promise<boolean> {
  for (const secret of secrets) {
    try {
      await verify(body, headers, secret);
      return true;
    } catch {
      // The next secret may be the one.
    }
  }
  return false;
}

/** A delivery that the database refuses is refused again; what else fails may go better next time. */
function statusOf(error: unknown): number {
  if (isInputError(error)) return 422;
  return isStatementError(error) ? 500 : 503;
}
