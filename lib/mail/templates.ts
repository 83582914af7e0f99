import * as z from "zod/mini";
import type { ProductLetters } from "./product-letters.ts";

const link = z.url({ protocol: /^https?$/ });

/** What each mail needs to know. Links are whole addresses; the rest is text of any kind. */
export const mailTemplates = {
  "verify-address": z.object({ name: z.string(), link }),
  "reset-password": z.object({ name: z.string(), link }),
  /** The link leads to where a new password is asked for. */
  "password-changed": z.object({ name: z.string(), link }),
  "change-address": z.object({ name: z.string(), link }),
  /** To the present address; the link stops the change. */
  "change-asked": z.object({ name: z.string(), email: z.string(), link }),
  "address-changed": z.object({ name: z.string(), email: z.string() }),
  invitation: z.object({
    organization: z.string(),
    inviter: z.string(),
    role: z.string(),
    link,
    /** ISO 8601. */
    expiresAt: z.string(),
  }),
  "organization-deleted": z.object({
    organization: z.string(),
    actor: z.string(),
    link,
    /** ISO 8601: until then it can be taken back. */
    purgeAfter: z.string(),
  }),
  "usage-warning": z.object({
    organization: z.string(),
    /** 80 or 100. */
    percent: z.coerce.number(),
    /** In credits, of the period. */
    used: z.coerce.number(),
    total: z.coerce.number(),
    /** ISO 8601. */
    renewsAt: z.string(),
    link,
  }),
  "webhook-endpoint-disabled": z.object({
    organization: z.string(),
    url: z.string(),
    /** `gone` or `failing`. */
    reason: z.string(),
    link,
  }),
  "account-deleted": z.object({ name: z.string() }),
} as const;

/** A template of the core or of a product. */
export type MailTemplate = keyof typeof mailTemplates | keyof ProductLetters;
