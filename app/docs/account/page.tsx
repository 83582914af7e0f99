import { account } from "#lib/site/docs/account.tsx";
import { docsMetadata, docsRoute } from "#lib/site/docs/static-page.tsx";

export const metadata = docsMetadata(account);

export default docsRoute(account);
