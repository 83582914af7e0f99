import { apiRoute } from "#lib/api/route.ts";
import { pauseCampaign } from "#lib/products/newsletter/operations/campaign-sending.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute(pauseCampaign);
