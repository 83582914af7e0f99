import { apiRoute } from "#lib/api/route.ts";
import { correctCampaignLink } from "#lib/products/newsletter/operations/campaign-links.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute(correctCampaignLink);
