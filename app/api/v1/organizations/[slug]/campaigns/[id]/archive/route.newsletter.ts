import { apiRoute } from "#lib/api/route.ts";
import { archiveCampaign } from "#lib/products/newsletter/operations/campaigns.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute(archiveCampaign);
