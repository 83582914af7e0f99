import type { ProviderName } from "#lib/integrations/names.ts";
import { clerkSender } from "./clerk.ts";
import { polarSender } from "./polar.ts";
import type { Sender } from "./sender.ts";

export const senders: Record<ProviderName, Sender> = {
  polar: polarSender,
  clerk: clerkSender,
};
