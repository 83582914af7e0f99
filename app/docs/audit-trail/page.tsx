import { auditTrail } from "#lib/site/docs/audit-trail.tsx";
import { docsMetadata, docsRoute } from "#lib/site/docs/static-page.tsx";

export const metadata = docsMetadata(auditTrail);

export default docsRoute(auditTrail);
