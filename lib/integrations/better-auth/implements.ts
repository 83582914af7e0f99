import type { Implements } from "../provider.ts";

/** Never used but by the compiler. */
export type BetterAuth = Implements<{ reconcile: typeof import("./reconcile.ts") }>;
