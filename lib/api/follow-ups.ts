import { followUps as ofOutgoingWebhooks } from "#lib/outgoing-webhooks/follow-ups.ts";
import { followUps as ofPolar } from "#lib/polar/selling/follow-ups.ts";

/** What a room does after acts of other rooms, by their names. It is in every bundle that acts. */
type FollowUps = Readonly<Record<string, () => void>>;

const rooms: readonly FollowUps[] = [
  ofOutgoingWebhooks, // events are sent
  ofPolar, // subscriptions end with their organization
];

/** Lets every room follow up on an act, once it was done and answered. */
export function followUps(act: string): void {
  for (const room of rooms) if (Object.hasOwn(room, act)) room[act]?.();
}
