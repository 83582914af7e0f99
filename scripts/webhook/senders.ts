import type { ProviderName } from "#lib/integrations/names.ts";
import { clerkSender } from "./clerk.ts";
import { polarSender } from "./polar.ts";
import type { Sender } from "./sender.ts";

const ofCore: Record<ProviderName, Sender> = {
  clerk: clerkSender,
  polar: polarSender,
};

/** Each sender by the name of its provider. */
export const senders = new Map<string, Sender>(Object.entries(ofCore));
