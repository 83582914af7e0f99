import { apiRoute } from "#lib/api/route.ts";
import { changeCampaignOptions } from "#lib/products/newsletter/operations/campaigns.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute(changeCampaignOptions);
