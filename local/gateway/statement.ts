import pg, { type ClientBase, type Connection, type FieldDef } from "pg";
import { maxParameters, maxWireBytes } from "./limits.ts";
import type { Query } from "./payload.ts";
import { Refusal } from "./refusal.ts";
import { type ResultJson, responseTooLarge } from "./result-json.ts";

/**
 * Runs one statement in the extended protocol, every value as text, and writes its rows to
 * `result`.
 * @returns the command tag, empty for an empty statement.
 * @throws pg.DatabaseError what Postgres reports; the session is then ready for the next
 * statement.
 * @throws Refusal 507 as soon as the result is too long, 400 for COPY, 500 when the connection
 * is lost. The session may then be anywhere and must be closed.
 */
export function runStatement(
  client: ClientBase,
  { text, parameters }: Query,
  result: ResultJson,
): Promise<string> {
  // Both would reach Postgres as something else than was asked for.
  if (text.includes("\0") || parameters.length > maxParameters) {
    throw new Refusal(400, "error encoding message to server");
  }
  return new Promise((resolve, reject) => {
    let tag = "";
    let failure: Error | undefined;
    let receivedBytes = 0;
    let leave = () => {};

    function stop(reason: Error) {
      leave();
      reject(reason);
    }

    // node-postgres calls the methods of what it is given as messages arrive. Its own query
    // class would keep every row and parse every value.
    client.query({
      submit(connection: Connection) {
        const onBytes = (chunk: Buffer) => {
          receivedBytes += chunk.length;
          if (receivedBytes > maxWireBytes) stop(responseTooLarge());
        };
        const onReady = () => {
          leave();
          if (failure) reject(failure);
          else resolve(tag);
        };
        const onEnd = () => stop(failure instanceof pg.DatabaseError ? failure : lost(failure));
        const onCopy = () => stop(new Refusal(400, "unexpected message from server"));
        leave = () => {
          connection.stream.off("data", onBytes);
          connection.off("readyForQuery", onReady);
          connection.off("end", onEnd);
          connection.off("copyInResponse", onCopy);
          connection.off("copyOutResponse", onCopy);
        };
        connection.stream.on("data", onBytes);
        connection.on("readyForQuery", onReady);
        connection.on("end", onEnd);
        connection.on("copyInResponse", onCopy);
        connection.on("copyOutResponse", onCopy);

        connection.stream.cork();
        connection.parse({ name: "", text, types: [] }, true);
        connection.bind({ values: parameters }, true);
        connection.describe({ type: "P" }, true);
        connection.execute({}, true);
        connection.sync();
        connection.stream.uncork();
      },
      handleRowDescription({ fields }: { fields: FieldDef[] }) {
        result.describe(fields);
      },
      handleDataRow({ fields }: { fields: (string | null)[] }) {
        try {
          result.addRow(fields);
        } catch (error) {
          stop(error instanceof Error ? error : new Error(String(error)));
        }
      },
      handleCommandComplete(message: { text: string }) {
        tag = message.text;
      },
      handleEmptyQuery() {},
      handlePortalSuspended() {},
      handleCopyInResponse() {},
      handleCopyData() {},
      handleReadyForQuery() {},
      handleError(error: Error) {
        failure ??= error;
        // A dead connection reports before it ever submits; a live one answers "ready" after.
        if (!(error instanceof pg.DatabaseError)) stop(lost(error));
      },
    });
  });
}

function lost(cause: Error | undefined): Refusal {
  const reason = cause ? `: ${cause.message}` : "";
  return new Refusal(500, `connection to the database was lost${reason}`, { cause });
}
