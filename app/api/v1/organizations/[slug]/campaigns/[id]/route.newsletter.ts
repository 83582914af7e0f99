import { apiRoute } from "#lib/api/route.ts";
import {
  deleteCampaign,
  getCampaignOperation,
  updateCampaign,
} from "#lib/products/newsletter/operations/campaigns.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute(
  getCampaignOperation,
  updateCampaign,
  deleteCampaign,
);
