import { apiRoute } from "#lib/api/route.ts";
import { chooseCampaignSubject } from "#lib/products/newsletter/operations/campaign-sending.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute(chooseCampaignSubject);
