import type postgres from "postgres";

/**
 * A statement of postgres-js 3.4.9, as it is inside. It is lazy: once somebody waits for it, it gives
 * itself to `handler`, which is to send it.
 */
export interface Query extends Promise<unknown> {
  handler: (query: Query) => void;
  reject: (error: Error) => void;
  /** Set when it was cancelled before it was sent. */
  cancelled: unknown;
}

/** Tells a statement from the other things that a client makes, such as the name of a column. */
export function isQuery(made: unknown): made is Query {
  return (
    made instanceof Promise &&
    typeof Reflect.get(made, "handler") === "function" &&
    typeof Reflect.get(made, "reject") === "function"
  );
}

/**
 * The same client with other `methods`, whose statements all go through `send`.
 * @param send must not throw: postgres-js would leave the error to the process.
 */
export function routed<Methods extends object>(
  client: postgres.Sql,
  send: (query: Query) => void,
  methods: Methods,
): postgres.Sql & Methods {
  const route = <Made>(made: Made): Made => {
    if (isQuery(made)) made.handler = send;
    return made;
  };
  const template = (...args: never[]): unknown => route(Reflect.apply(client, undefined, args));
  const unsafe: postgres.Sql["unsafe"] = (...args) => route(client.unsafe(...args));
  return Object.assign(template, client, { unsafe }, methods);
}
