import { account } from "./account.tsx";
import { api } from "./api.tsx";
import { auditTrail } from "./audit-trail.tsx";
import { credits } from "./credits.tsx";
import { gettingStarted } from "./getting-started.tsx";
import { invitations } from "./invitations.tsx";
import { organizations } from "./organizations.tsx";
import type { DocsPage } from "./page.ts";
import { webhookEndpoints } from "./webhook-endpoints.tsx";
import { webhooks } from "./webhooks.tsx";

/** The documentation, in the order in which somebody new would read it. */
export const docsGroups: { title: string; pages: DocsPage[] }[] = [
  { title: "Start", pages: [gettingStarted] },
  { title: "Workspace", pages: [organizations, invitations, auditTrail, account, credits] },
  { title: "Developers", pages: [api, webhookEndpoints, webhooks] },
];

export const docsPages: DocsPage[] = docsGroups.flatMap(({ pages }) => pages);
