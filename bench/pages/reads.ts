import { readAccount } from "#account/read-account.ts";
import { listQuery } from "#app/(edge)/o/[slug]/settings/webhooks/query.ts";
import { apiHandler } from "#lib/api/handler.ts";
import type { AnyOperation, Operation } from "#lib/api/operation.ts";
import { getKeysBalance } from "#lib/billing/metering/balance.ts";
import { getPriceList } from "#lib/billing/price-list.ts";
import { readPicture } from "#lib/identity/picture/read.ts";
import { getDelivery, listDeliveries } from "#lib/integrations/deliveries.ts";
import { permissions } from "#lib/organizations/permissions.ts";
import { operations } from "#lib/products/published.ts";
import { getFrame } from "#lib/workspace/get-frame.ts";
import { listApiKeys } from "#lib/workspace/reads/api-keys.ts";
import { exportAuditTrail } from "#lib/workspace/reads/audit-csv.ts";
import { auditQuery, getAuditTrail } from "#lib/workspace/reads/audit-trail.ts";
import { getBilling } from "#lib/workspace/reads/billing.ts";
import { findInvitation } from "#lib/workspace/reads/find-invitation.ts";
import { getMember } from "#lib/workspace/reads/get-member.ts";
import { getMembers, memberQuery } from "#lib/workspace/reads/get-members.ts";
import { getSearch } from "#lib/workspace/reads/get-search.ts";
import { getSettings } from "#lib/workspace/reads/get-settings.ts";
import { listMyOrganizations } from "#lib/workspace/reads/my-organizations.ts";
import { getOverview } from "#lib/workspace/reads/overview.ts";
import { getUsage } from "#lib/workspace/reads/usage.ts";
import { exportUsage } from "#lib/workspace/reads/usage-csv.ts";
import { getEndpoint, getMessage, listEndpoints } from "#lib/workspace/reads/webhook-endpoints.ts";
import { newsletterPages } from "./newsletter.ts";
import { polarReads } from "./polar.ts";
import type { Read } from "./read.ts";

/** The read of each page, as it is asked for without a query. Pages that only ask who is signed in are not here. */
export const pageReads: Readonly<Record<string, Read>> = {
  "/o/[slug]": (db, { owner }) => getOverview(db, owner),
  "/o/[slug]/usage": (db, { owner }) => getUsage(db, owner),
  "/o/[slug]/members": (db, { owner }) => getMembers(db, owner, memberQuery.parse({})),
  "/o/[slug]/members/[userId]": (db, { owner, memberId }) => getMember(db, owner, memberId),
  "/o/[slug]/members/invite": (db, { owner }) =>
    getSettings(db, owner, permissions["invitation.manage"].least),
  "/o/[slug]/search": (db, { owner }) => getSearch(db, owner, "a"),
  "/o/[slug]/settings": (db, { owner }) => getSettings(db, owner),
  "/o/[slug]/settings/api-keys": (db, { owner }) => listApiKeys(db, owner),
  "/o/[slug]/settings/api-keys/new": (db, { owner }) =>
    getSettings(db, owner, permissions["api_key.manage"].least),
  "/o/[slug]/settings/audit": (db, { owner }) => getAuditTrail(db, owner, auditQuery.parse({})),
  "/o/[slug]/settings/billing": (db, { owner }) => getBilling(db, owner),
  "/o/[slug]/settings/webhook-endpoints": (db, { owner }) => listEndpoints(db, owner),
  "/o/[slug]/settings/webhook-endpoints/[id]": (db, { owner, ids }) =>
    getEndpoint(db, owner, ids["webhook-endpoints"] ?? ""),
  "/o/[slug]/settings/webhook-endpoints/[id]/[message]": (db, { owner, ids }) =>
    getMessage(db, owner, ids["webhook-endpoints"] ?? "", ids.messages ?? ""),
  "/o/[slug]/settings/webhook-endpoints/new": (db, { owner }) =>
    getSettings(db, owner, permissions["webhook_endpoint.manage"].least),
  "/o/[slug]/settings/webhooks": (db, { owner }) => listDeliveries(db, owner, listQuery.parse({})),
  "/o/[slug]/settings/webhooks/[id]": (db, { owner, deliveryId }) =>
    getDelivery(db, owner, deliveryId),
  // What a member is shown in place of a page that does not exist or is not for them.
  "/o/[slug]/[...missing]": (db, { owner }) => getFrame(db, owner, "member"),
  "/organizations": (db, { owner }) => listMyOrganizations(db, owner),
  "/account": (db, { owner: { userId } }) => readAccount(db, { userId, token: null }),
  "/invite/[token]": (db, { owner, invitationHash }) =>
    findInvitation(db, { tokenHash: invitationHash, viewerId: owner.userId }),
  "/pricing": (db) => getPriceList(db),
  ...newsletterPages,
};

const readsOfApi = operations.filter(isRead);

/** Every read of the API with a key, by the id of its operation: from request to answer. */
const operationReads: Readonly<Record<string, Read>> = Object.fromEntries(
  readsOfApi.map((operation): [string, Read] => [operation.id, called(operation)]),
);

/** What other routes read, by their address. */
const routeReads: Readonly<Record<string, Read>> = {
  // An edge function of its own, which answers the operation `readBalance`.
  "/api/v1/usage/balance": (db, { keyHash }) => getKeysBalance(db, keyHash, ""),
  "/api/v1/pictures/[id]": (db, { pictureId }) => readPicture(db, pictureId),
  "/api/v1/organizations/[slug]/usage.csv": (db, { owner }) => exportUsage(db, owner, {}),
  // Its first part; the others cost the same.
  "/api/v1/organizations/[slug]/audit.csv": (db, { owner }) => exportAuditTrail(db, owner, {}),
  ...polarReads,
};

export const apiReads = { ...operationReads, ...routeReads };

function isRead(operation: AnyOperation): operation is Operation {
  return operation.method === "GET" && "handle" in operation;
}

/** Calls an operation as its route does. */
function called(operation: Operation): Read {
  const [, inPath = ""] = /\/([a-z-]+)\/\{id\}/.exec(operation.path) ?? [];
  // A campaign is checked before it is sent.
  const things = operation.id === "checkCampaign" ? "drafts" : inPath;
  return async (db, { owner: { slug }, ids: { [things]: id, messages: message }, apiKey }) => {
    const headers = { authorization: `Bearer ${apiKey}` };
    const request = new Request(`http://localhost/api/v1${operation.path}`, { headers });
    const response = await apiHandler(operation, async () => db)(request, {
      params: Promise.resolve({ slug, ...(id && { id }), ...(message && { message }) }),
    });
    if (!response.ok) throw new Error(`${operation.id} answered ${await response.text()}`);
    return response.json();
  };
}
