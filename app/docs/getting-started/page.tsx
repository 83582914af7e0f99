import { gettingStarted } from "#lib/site/docs/getting-started.tsx";
import { docsMetadata, docsRoute } from "#lib/site/docs/static-page.tsx";

export const metadata = docsMetadata(gettingStarted);

export default docsRoute(gettingStarted);
