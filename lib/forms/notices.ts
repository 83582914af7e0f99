/** What people are told once a form did what it is for. Codes, because they stand in addresses. */
export const notices = {
  organization_created: "The organization is ready.",
  organization_renamed: "The name is changed.",
  organization_moved: "The address is changed. The old one leads here.",
  organization_deleted: "The organization will be deleted. You can take it back for 7 days.",
  organization_restored: "The organization is back.",
  organization_left_ended:
    "You have left the organization. Your API keys and open invitations there have ended.",
  organization_left: "You have left the organization.",
  member_role_changed_ended:
    "The role is changed. API keys or invitations that it does not allow have ended; the audit trail names them.",
  member_role_changed: "The role is changed.",
  member_removed_ended:
    "They are no longer a member. Their API keys and open invitations have ended; the audit trail names them.",
  member_removed: "They are no longer a member.",
  invitation_created: "The invitation is on its way.",
  invitation_reopened: "The invitation is open. The mail that was sent before leads to it.",
  invitation_resent: "The invitation is on its way again.",
  invitation_revoked: "The invitation no longer works.",
  invitation_accepted: "Welcome. You are a member now.",
  invitation_declined: "You have declined the invitation.",
  name_changed: "Your name is changed.",
  picture_changed: "Your picture is changed.",
  picture_removed: "Your picture is removed.",
  verification_sent: "A link to confirm your address is on its way.",
  address_verified: "Your address is confirmed.",
  address_asked: "A link is on its way to the new address, unless another account has it.",
  password_changed: "Your password is changed. You are signed out everywhere else.",
  session_ended: "That session has ended. Its pages may show for up to five minutes more.",
  sessions_ended:
    "All other sessions have ended. Their pages may show for up to five minutes more.",
  payment_received: "Thank you. The payment has come through.",
  payment_failed: "The payment did not come through, and nothing was charged.",
  checkout_expired: "The checkout was left for too long. Nothing was charged.",
  plan_changed: "The plan is changed. The difference is charged now.",
  plan_change_scheduled: "The plan changes with the next period. Until then nothing changes.",
  plan_kept: "The plan stays as it is.",
  subscription_canceled: "The subscription ends with its period. Until then nothing changes.",
  subscription_resumed: "The subscription goes on.",
  api_key_revoked: "The key is revoked. It opens nothing any more.",
} as const;

export type Notice = keyof typeof notices;

const parameter = "notice";

/** A path with a notice for its page to show. */
export function withNotice(path: string, notice?: Notice): string {
  return notice ? `${path}${path.includes("?") ? "&" : "?"}${parameter}=${notice}` : path;
}

/** The sentence that `withNotice` put into the address of a page. */
export function noticeOf(query: Record<string, string | string[] | undefined>): string | undefined {
  const code = query[parameter];
  if (typeof code !== "string" || !Object.hasOwn(notices, code)) return undefined;
  return Object.entries(notices).find(([name]) => name === code)?.[1];
}
