import { docsMetadata, docsRoute } from "#lib/site/docs/static-page.tsx";
import { webhooks } from "#lib/site/docs/webhooks.tsx";

export const metadata = docsMetadata(webhooks);

export default docsRoute(webhooks);
