import { clerkSource } from "#lib/clerk/reconcile/source.ts";
import type { Source } from "#lib/webhooks/reconcile/sources.ts";
import { sourcesOfBuild } from "./sources-of-build.ts";

const always: readonly Source[] = [
  clerkSource, // people and organizations
];

/** Everything that can be compared with, for the commands: whichever the environment has a key for. */
export const everySource: readonly Source[] = [...new Set([...always, ...sourcesOfBuild])];
