import { apiRoute } from "#lib/api/route.ts";
import { checkCampaignOperation } from "#lib/products/newsletter/operations/campaign-preflight.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute(checkCampaignOperation);
