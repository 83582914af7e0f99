import { commonRefusals } from "#lib/forms/refusals.ts";
import type { AccountCode } from "#lib/identity/account-forms.ts";
import type { IdentityCode } from "#lib/identity/forms.ts";
import { refusals as organizationRefusals } from "#lib/organizations/refusals.ts";

interface OwnRefusal {
  status: number;
  /** The field that it is about, of a form that has it. */
  field?: string;
}

/** Why an act on one's own account is refused. Its form says it to people, in its own words. */
export const accountRefusals = {
  credentials_wrong: { status: 401 },
  link_expired: { status: 422 },
  link_other_account: { status: 403 },
  email_invalid: { status: 422, field: "email" },
  email_own: { status: 422, field: "email" },
  email_taken: { status: 409, field: "email" },
  confirmation_wrong: { status: 422, field: "email" },
  password_wrong: { status: 403, field: "password" },
  picture_missing: { status: 422, field: "picture" },
  picture_unknown: { status: 422, field: "picture" },
  picture_animated: { status: 422, field: "picture" },
  picture_too_many_pixels: { status: 422, field: "picture" },
  picture_broken: { status: 422, field: "picture" },
  picture_busy: { status: 503 },
} as const satisfies Partial<Record<AccountCode | IdentityCode, OwnRefusal>>;

/** With those of other rooms that these acts have too. */
const refusals = {
  unauthenticated: commonRefusals.unauthenticated,
  rate_limited: commonRefusals.rate_limited,
  unavailable: commonRefusals.unavailable,
  last_owner: organizationRefusals.last_owner,
  ...accountRefusals,
};

export type OwnCode = keyof typeof refusals;

export const refusalOf = (code: OwnCode): OwnRefusal => refusals[code];

/** An act on one's own account that is refused before it is begun. */
export class OwnRefusedError extends Error {
  override name = "OwnRefusedError";
  readonly code: OwnCode;
  /** Seconds after which it may be tried again. */
  readonly retryAfter: number | undefined;
  constructor(code: OwnCode, retryAfter?: number) {
    super(code);
    this.code = code;
    this.retryAfter = retryAfter;
  }
}
