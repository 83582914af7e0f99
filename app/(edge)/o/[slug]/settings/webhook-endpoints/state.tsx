import type { Endpoint } from "#lib/outgoing-webhooks/endpoint.ts";
import type { MessageState } from "#lib/outgoing-webhooks/message.ts";
import { Badge, type Tone } from "#lib/ui/badge.tsx";

/** What each state of a message is called. */
export const stateNames: Record<MessageState, string> = {
  waiting: "Waiting",
  retrying: "Retrying",
  delivered: "Delivered",
  failed: "Failed",
};

const tones: Record<MessageState, Tone> = {
  waiting: "neutral",
  retrying: "warning",
  delivered: "success",
  failed: "danger",
};

export const MessageBadge = ({ state }: { state: MessageState }) => (
  <Badge tone={tones[state]}>{stateNames[state]}</Badge>
);

/** Whether an endpoint gets anything, and whether it answers well. */
export function EndpointBadge({
  endpoint: { disabledAt, failingSince },
}: {
  endpoint: Pick<Endpoint, "disabledAt" | "failingSince">;
}) {
  if (disabledAt) return <Badge>Disabled</Badge>;
  return failingSince ? <Badge tone="danger">Failing</Badge> : <Badge tone="success">Active</Badge>;
}
