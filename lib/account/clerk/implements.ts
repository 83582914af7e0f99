import type { Implements } from "../provider.ts";

/** Never used but by the compiler. */
export type Clerk = Implements<{
  actions: typeof import("./actions.ts");
  account: typeof import("./account.tsx");
}>;
