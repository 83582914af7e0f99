import { api } from "#lib/site/docs/api.tsx";
import { docsMetadata, docsRoute } from "#lib/site/docs/static-page.tsx";

export const metadata = docsMetadata(api);

export default docsRoute(api);
