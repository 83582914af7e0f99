import { invitationEffect } from "#lib/clerk/sync/invitation.ts";
import { membershipEffect } from "#lib/clerk/sync/membership.ts";
import { organizationEffect } from "#lib/clerk/sync/organization.ts";
import type { Database } from "#lib/db/database.ts";
import { sha256 } from "#lib/text/sha256.ts";
import { type Effect, ignored, reading, unknownType } from "#lib/webhooks/effect.ts";
import { type Delivery, type Recorded, record } from "#lib/webhooks/inbox.ts";
import { invitationEvent, membershipEvent, organizationEvent, userEvent } from "./sync/events.ts";
import { userEffect } from "./sync/user.ts";
import { clerkVersion } from "./sync/version.ts";

/** Records one verified delivery of Clerk. */
export async function recordClerkEvent(
  db: Database,
  delivery: Delivery,
  envelope: object,
): Promise<Recorded> {
  return record(db, delivery, await clerkEffect(delivery, envelope));
}

/** What else Clerk sends: told apart from what it did not know when this was written. */
const unusedFamilies = [
  "email",
  "organizationDomain",
  "paymentAttempt",
  "permission",
  "role",
  "session",
  "sms",
  "subscription",
  "subscriptionItem",
  "waitlistEntry",
];

/** What an event of Clerk does. The body is that of the delivery, whose hash breaks ties. */
export async function clerkEffect(
  { type, body }: Pick<Delivery, "type" | "body">,
  envelope: object,
): Promise<Effect> {
  const hash = await sha256(body);
  const isDeleted = type.endsWith(".deleted");
  const [family = ""] = type.split(".", 1);
  const versionOf = (event: { timestamp: number; data: { updated_at?: number | null } }) =>
    clerkVersion({ ...event, type }, hash);
  switch (family) {
    case "user":
      return reading(userEvent, envelope, (event) =>
        userEffect(event.data, versionOf(event), isDeleted),
      );
    case "organization":
      return reading(organizationEvent, envelope, (event) =>
        organizationEffect(event.data, versionOf(event), isDeleted),
      );
    case "organizationMembership":
      return reading(membershipEvent, envelope, (event) =>
        membershipEffect(event.data, versionOf(event), isDeleted),
      );
    case "organizationInvitation":
      return reading(invitationEvent, envelope, (event) =>
        invitationEffect(event.data, versionOf(event), type),
      );
    default:
      return unusedFamilies.includes(family) ? ignored("kept in the inbox only") : unknownType;
  }
}
