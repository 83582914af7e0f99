import { apiRoute } from "#lib/api/route.ts";
import { resumeCampaign } from "#lib/products/newsletter/operations/campaign-sending.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute(resumeCampaign);
