import * as z from "zod/mini";
import { apiUrl, secretList } from "./variable.ts";

/** How to reach Polar's API. Without a token the app neither sells nor compares with Polar. */
export const polarAccess = {
  POLAR_ACCESS_TOKEN: z.optional(z.string()),
  /** Which of Polar's two worlds. */
  POLAR_SERVER: z._default(
    z.enum(["production", "sandbox"], 'must be "production" or "sandbox".'),
    "production",
  ),
  /** Instead of both, such as the stand-in on this machine. */
  POLAR_API_URL: apiUrl,
};

export const polarVariables = { POLAR_WEBHOOK_SECRET: secretList, ...polarAccess };

export const polarLocalSecrets = {
  POLAR_WEBHOOK_SECRET: "whsec_bG9jYWwtcG9sYXItd2ViaG9vay1zZWNyZXQtMDE=",
  /** Of the stand-in; Polar does not know it. */
  POLAR_ACCESS_TOKEN: "polar_oat_local_for_this_machine_only",
} as const;
