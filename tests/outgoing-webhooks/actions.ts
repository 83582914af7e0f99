import { webhookMessages } from "#drizzle/tables.ts";
import type { DrizzleDatabase } from "#lib/db/drizzle.ts";
import { eventNames } from "#lib/outgoing-webhooks/event-types.ts";
import { disableEndpoint } from "#lib/outgoing-webhooks/manage/update.ts";
import type { Action } from "../organizations/actions.ts";
import type { Team } from "../organizations/team.ts";
import { anEndpoint } from "./scene.ts";

const endpointIn = ({ id }: { id: string }) => `e0000000${id.slice(8)}`;
const messageIn = ({ id }: { id: string }) => `a0000000${id.slice(8)}`;

async function withEndpoint(db: DrizzleDatabase, team: Team) {
  await anEndpoint(db, team.owner, { id: endpointIn(team) });
  await db.insert(webhookMessages).values({
    ...{ id: messageIn(team), organizationId: team.id, endpointId: endpointIn(team) },
    ...{ type: "subscriber.created", body: "{}" },
  });
}

async function withDisabled(db: DrizzleDatabase, team: Team) {
  await withEndpoint(db, team);
  await disableEndpoint(db, team.owner, endpointIn(team));
}

const onEndpoint = (act: string): Action => ({
  act: `webhook_endpoint.${act}`,
  prepare: withEndpoint,
  params: (scene) => ({ id: endpointIn(scene) }),
});

const input = () => ({
  url: "https://hooks.example.com/other",
  description: "Ours",
  events: eventNames.slice(0, 2),
});

export const endpointActions: Record<string, Action> = {
  "create a webhook endpoint": { act: "webhook_endpoint.create", input },
  "change a webhook endpoint": { ...onEndpoint("update"), input },
  "rotate the secret of a webhook endpoint": onEndpoint("rotate_secret"),
  "disable a webhook endpoint": onEndpoint("disable"),
  "enable a webhook endpoint": { ...onEndpoint("enable"), prepare: withDisabled },
  "delete a webhook endpoint": onEndpoint("delete"),
  "test a webhook endpoint": { ...onEndpoint("test"), leavesNoEvent: true },
  "send a webhook message again": {
    act: "webhook_message.resend",
    leavesNoEvent: true,
    prepare: withEndpoint,
    params: (scene) => ({ id: endpointIn(scene), message: messageIn(scene) }),
  },
};
