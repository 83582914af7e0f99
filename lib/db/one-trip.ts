import type postgres from "postgres";
import { parameterText } from "./parameter.ts";

/**
 * Sends a statement together with its parameters, in one trip. Without prepared statements,
 * postgres-js 3.4.9 first asks the server for the types of the parameters, which costs a second trip.
 * We send them as text, as over HTTP, so that the statement decides their types. postgres-js sees no
 * parameters when it decides whether to describe the statement; we attach them before it is sent.
 *
 * Two trips had another price: between them, PgBouncer 1.18 could give the backend to another
 * client, and then neither statement was ever answered.
 */
export function inOneTrip<Client extends postgres.ISql>(client: Client): Client {
  const { unsafe } = client;
  return Object.assign(client, {
    unsafe(
      statement: string,
      parameters: readonly unknown[] = [],
      options: postgres.UnsafeQueryOptions = {},
    ) {
      const isSimple = parameters.length === 0;
      // Its types do not know the option: whether it may be sent as a simple query.
      const query = unsafe(statement, [], Object.assign({ simple: isSimple }, options));
      return isSimple ? query : Object.assign(query, { parameters: parameters.map(parameterText) });
    },
  });
}
