import { apiRoute } from "#lib/api/route.ts";
import { getCampaignFiguresOperation } from "#lib/products/newsletter/operations/campaign-figures.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute(getCampaignFiguresOperation);
