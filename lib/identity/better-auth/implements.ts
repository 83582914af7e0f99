import type { Implements } from "../provider.ts";

/** Never used but by the compiler. */
export type BetterAuth = Implements<{
  session: typeof import("./session.ts");
  viewer: typeof import("./viewer.ts");
  proxy: typeof import("./proxy.ts");
  handler: typeof import("./handler.ts");
  "sign-in": typeof import("./sign-in.tsx");
  "sign-up": typeof import("./sign-up.tsx");
  "forgot-password": typeof import("./forgot-password.tsx");
  "reset-password": typeof import("./reset-password.tsx");
  "confirm-address": typeof import("./confirm-address.tsx");
  "stop-change": typeof import("./stop-change.tsx");
  "verify-address": typeof import("./verify-address.tsx");
  "verify-banner": typeof import("./verify-banner.tsx");
  "sign-out-to": typeof import("./sign-out-to.tsx");
  root: typeof import("./root.tsx");
}>;
