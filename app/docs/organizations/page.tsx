import { organizations } from "#lib/site/docs/organizations.tsx";
import { docsMetadata, docsRoute } from "#lib/site/docs/static-page.tsx";

export const metadata = docsMetadata(organizations);

export default docsRoute(organizations);
