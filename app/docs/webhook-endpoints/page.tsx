import { docsMetadata, docsRoute } from "#lib/site/docs/static-page.tsx";
import { webhookEndpoints } from "#lib/site/docs/webhook-endpoints.tsx";

export const metadata = docsMetadata(webhookEndpoints);

export default docsRoute(webhookEndpoints);
