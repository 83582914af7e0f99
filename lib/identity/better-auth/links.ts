import { withQuery } from "#lib/http/next.ts";

export const textLink = "text-accent underline underline-offset-4 hover:text-accent-strong";

/** From signing in to signing up, or back, without forgetting where the visitor wanted to go. */
export const toOther = (path: "/sign-in" | "/sign-up", next: string | undefined) =>
  withQuery(path, { next });
