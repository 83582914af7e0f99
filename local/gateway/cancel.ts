import { connect } from "node:net";
import type { ClientBase } from "pg";
import { z } from "zod";

export interface PostgresAddress {
  host: string;
  port: number;
}

/** What names a running session to Postgres, from its BackendKeyData message. */
export type CancelKey = z.infer<typeof cancelKeyShape>;

const cancelKeyShape = z.object({ processID: z.number(), secretKey: z.number() });

/** @throws ZodError when the client has not logged in. */
export function cancelKeyOf(client: ClientBase): CancelKey {
  return cancelKeyShape.parse(client);
}

/**
 * Asks Postgres to cancel what the session is running. Settles when Postgres has taken the
 * request; never rejects, because nobody could act on it.
 * @see https://www.postgresql.org/docs/current/protocol-message-formats.html CancelRequest
 */
export function cancelQuery(address: PostgresAddress, key: CancelKey): Promise<void> {
  const message = Buffer.alloc(16);
  message.writeInt32BE(16, 0);
  message.writeInt32BE(80_877_102, 4);
  message.writeInt32BE(key.processID, 8);
  message.writeInt32BE(key.secretKey, 12);
  return sendCancelRequest(address, message);
}

/** Sends a CancelRequest that is already in the form of the protocol. */
export function sendCancelRequest(address: PostgresAddress, message: Buffer): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(address, () => socket.end(message));
    socket.on("error", () => {});
    socket.on("close", () => resolve());
    // Postgres answers by closing, and the socket closes only once it is read to its end.
    socket.resume();
  });
}
