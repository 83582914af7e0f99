import { invitations } from "#lib/site/docs/invitations.tsx";
import { docsMetadata, docsRoute } from "#lib/site/docs/static-page.tsx";

export const metadata = docsMetadata(invitations);

export default docsRoute(invitations);
