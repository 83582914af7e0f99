import { entryOf, gathered, type ProductCode } from "#lib/products/codes.ts";

/** What people are told once a form did what it is for. Codes, because they stand in addresses. */
const core = {
  organization_created: "Organization created.",
  organization_renamed: "Name changed.",
  organization_slug_changed: "URL changed. The old URL redirects here.",
  organization_deleted: "Organization deleted. You can restore it for 7 days.",
  organization_restored: "Organization restored.",
  organization_left_ended:
    "You left the organization. Your API keys and open invitations were revoked.",
  organization_left: "You left the organization.",
  member_role_changed_ended:
    "Role changed. API keys and invitations that the new role does not allow were revoked. See the audit trail.",
  member_role_changed: "Role changed.",
  member_removed_ended:
    "Member removed. Their API keys and open invitations were revoked. See the audit trail.",
  member_removed: "Member removed.",
  invitation_created: "Invitation sent.",
  invitation_reopened: "Invitation reopened. The link in the earlier email works again.",
  invitation_resent: "Invitation sent again.",
  invitation_revoked: "Invitation revoked.",
  invitation_accepted: "Welcome! You joined the organization.",
  invitation_declined: "You declined the invitation.",
  name_changed: "Name changed.",
  picture_changed: "Picture changed.",
  picture_removed: "Picture removed.",
  verification_sent: "We sent you a link to confirm your email address.",
  address_verified: "Your email address is confirmed.",
  address_asked: "We sent a link to the new address, unless another account uses it.",
  password_changed: "Password changed. You are signed out on all other devices.",
  session_ended: "Session ended. Its pages may stay visible for up to five minutes.",
  sessions_ended: "All other sessions ended. Their pages may stay visible for up to five minutes.",
  payment_received: "Thank you. Your payment was received.",
  payment_failed: "The payment failed. Nothing was charged.",
  checkout_expired: "The checkout expired. Nothing was charged.",
  plan_changed: "Plan changed. The prorated difference is charged now.",
  plan_change_scheduled: "The plan changes at the end of this billing period.",
  plan_kept: "The plan change was canceled. Your plan stays the same.",
  subscription_canceled:
    "Subscription canceled. It stays active until the end of this billing period.",
  subscription_resumed: "Subscription resumed.",
  api_key_revoked: "API key revoked.",
  webhook_endpoint_updated: "Endpoint saved.",
  webhook_endpoint_enabled: "Endpoint enabled.",
  webhook_endpoint_disabled: "Endpoint disabled.",
  webhook_endpoint_deleted: "Endpoint deleted.",
  webhook_test_sent: "Test event sent. Reload the page to see the response.",
  webhook_message_resent: "Sending again. Reload the page to see the response.",
} as const;

/** A notice of the core or of a product. */
export type Notice = keyof typeof core | ProductCode<"notices">;

/** The sentence of each notice. */
export const notices = gathered("notices", core);

const parameter = "notice";

/** A path with a notice for its page to show. */
export function withNotice(path: string, notice?: Notice): string {
  return notice ? `${path}${path.includes("?") ? "&" : "?"}${parameter}=${notice}` : path;
}

/** The sentence that `withNotice` put into the address of a page. */
export function noticeOf(query: Record<string, string | string[] | undefined>): string | undefined {
  const code = query[parameter];
  return typeof code === "string" ? entryOf(notices, code) : undefined;
}
