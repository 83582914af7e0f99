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
  // A stacked table stretches what stands in a cell.
  <span>
    <Badge tone={tones[state]}>{stateNames[state]}</Badge>
  </span>
);

/** Whether an endpoint gets anything, and whether it answers well. */
export function EndpointBadge({
  endpoint: { disabledAt, failingSince },
}: {
  endpoint: Pick<Endpoint, "disabledAt" | "failingSince">;
}) {
  const [tone, text] = disabledAt
    ? (["neutral", "Disabled"] as const)
    : failingSince
      ? (["danger", "Failing"] as const)
      : (["success", "Active"] as const);
  return (
    <span>
      <Badge tone={tone}>{text}</Badge>
    </span>
  );
}
