import { gathered, type ProductCode } from "#lib/products/codes.ts";
import type { AuditEntry } from "#lib/products/product.ts";

/** What can be done in an organization, as the audit trail calls it: the thing, then what was done to it. */
const core = {
  "organization.created": {
    label: "Organization created",
    sentence: () => "created the organization",
  },
  "organization.renamed": {
    label: "Name changed",
    sentence: ({ change }) => `renamed the organization${change}`,
  },
  "organization.moved": {
    label: "URL changed",
    sentence: ({ change }) => `changed the URL of the organization${change}`,
  },
  "organization.deleted": {
    label: "Organization deleted",
    sentence: () => "deleted the organization",
  },
  "organization.restored": {
    label: "Organization restored",
    sentence: () => "restored the organization",
  },
  "member.joined": {
    label: "Member joined",
    sentence: ({ as }) => `joined${as}`,
  },
  "member.role_changed": {
    label: "Role changed",
    sentence: ({ whom, change }) => `changed the role of ${whom}${change}`,
  },
  "member.removed": {
    label: "Member removed",
    sentence: ({ whom }) => `removed ${whom}`,
  },
  "member.left": {
    label: "Member left",
    sentence: () => "left the organization",
  },
  "invitation.created": {
    label: "Invitation sent",
    sentence: ({ whom, as }) => `invited ${whom}${as}`,
  },
  "invitation.resent": {
    label: "Invitation sent again",
    sentence: ({ whom }) => `resent the invitation to ${whom}`,
  },
  "invitation.revoked": {
    label: "Invitation revoked",
    sentence: ({ whom }) => `revoked the invitation to ${whom}`,
  },
  "invitation.declined": {
    label: "Invitation declined",
    sentence: () => "declined the invitation",
  },
  "api_key.created": {
    label: "API key created",
    sentence: ({ name }) => `created the API key${name}`,
  },
  "api_key.rotated": {
    label: "API key rotated",
    sentence: ({ name }) => `rotated the API key${name}`,
  },
  "api_key.revoked": {
    label: "API key revoked",
    sentence: ({ name }) => `revoked the API key${name}`,
  },
  "webhook_endpoint.created": {
    label: "Webhook endpoint created",
    sentence: ({ name }) => `created the webhook endpoint${name}`,
  },
  "webhook_endpoint.updated": {
    label: "Webhook endpoint changed",
    sentence: ({ name }) => `changed the webhook endpoint${name}`,
  },
  "webhook_endpoint.secret_rotated": {
    label: "Webhook secret rotated",
    sentence: ({ name }) => `rotated the secret of the webhook endpoint${name}`,
  },
  "webhook_endpoint.enabled": {
    label: "Webhook endpoint enabled",
    sentence: ({ name }) => `enabled the webhook endpoint${name}`,
  },
  "webhook_endpoint.disabled": {
    label: "Webhook endpoint disabled",
    sentence: ({ name }) => `disabled the webhook endpoint${name}`,
  },
  "webhook_endpoint.deleted": {
    label: "Webhook endpoint deleted",
    sentence: ({ name }) => `deleted the webhook endpoint${name}`,
  },
  "billing.checkout_opened": {
    label: "Checkout opened",
    sentence: ({ name }) => `opened a checkout for${name || " a product"}`,
  },
  "billing.plan_changed": {
    label: "Plan changed",
    sentence: ({ change }) => `changed the plan${change}`,
  },
  "billing.canceled": {
    label: "Subscription canceled",
    sentence: () => "canceled the subscription",
  },
  "billing.resumed": {
    label: "Subscription resumed",
    sentence: () => "resumed the subscription",
  },
  "billing.portal_opened": {
    label: "Billing portal opened",
    sentence: () => "opened the billing portal",
  },
} as const satisfies Record<string, AuditEntry>;

/** An act that the audit trail knows, of the core or of a product. */
export type AuditAction = keyof typeof core | ProductCode<"audited">;

/** Every act of the audit trail, by its code. */
export const auditEntries = gathered("audited", core);
