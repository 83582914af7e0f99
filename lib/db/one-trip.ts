import type postgres from "postgres";
import { parameterText } from "./parameter.ts";

/**
 * Sends a statement together with its parameters, which takes one trip. postgres-js 3.4.9, without
 * prepared statements, first asks of which types they are, which takes two; as text they are of
 * whatever type the statement makes them, as they are over HTTP. It finds no parameters to ask about
 * when it looks at the statement, and these when it sends it.
 *
 * Parts that arrive apart had another price: PgBouncer 1.18 could give the backend to somebody else
 * between them, and neither statement was ever answered.
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
