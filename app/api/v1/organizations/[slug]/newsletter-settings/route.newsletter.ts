import { apiRoute } from "#lib/api/route.ts";
import {
  getNewsletterSettingsOperation,
  updateNewsletterSettings,
} from "#lib/products/newsletter/operations/settings.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute(
  getNewsletterSettingsOperation,
  updateNewsletterSettings,
);
