import { apiRoute } from "#lib/api/route.ts";
import {
  eraseSubscriber,
  getSubscriberOperation,
  updateSubscriber,
} from "#lib/products/newsletter/operations/subscribers.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = apiRoute(
  eraseSubscriber,
  getSubscriberOperation,
  updateSubscriber,
);
