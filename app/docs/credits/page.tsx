import { credits } from "#lib/site/docs/credits.tsx";
import { docsMetadata, docsRoute } from "#lib/site/docs/static-page.tsx";

export const metadata = docsMetadata(credits);

export default docsRoute(credits);
