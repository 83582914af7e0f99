/** RFC 9457 problem details. `code` is stable and says the same thing everywhere; `title` may change. */
export interface Problem {
  status: number;
  code: string;
  title: string;
  /** What is wrong with single fields: a sentence for each, by the field's name. */
  errors?: Record<string, string>;
}

/** The answer to a request that is refused, as `application/problem+json`. */
export function problem(
  status: number,
  code: string,
  title: string,
  {
    headers,
    members,
    ...extra
  }: {
    headers?: HeadersInit;
    /** What else a program can go by, such as the balance that does not suffice. */
    members?: object;
  } & Pick<Problem, "errors"> = {},
): Response {
  const all = new Headers(headers);
  all.set("cache-control", "private, no-store");
  all.set("content-type", "application/problem+json");
  return new Response(JSON.stringify({ status, code, title, ...extra, ...members }), {
    status,
    headers: all,
  });
}

/** For a route handler that needs to know who is asking, and does not. */
export const unauthenticated = () => problem(401, "unauthenticated", "Sign in first.");
