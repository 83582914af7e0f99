import type { ProductEvent } from "#lib/products/product.ts";
import { sendWebhooksAfterAnswer } from "./after-answer.ts";
import { eventTypes } from "./event-types.ts";

const causes = Object.values<ProductEvent>(eventTypes).flatMap(({ after = [] }) => after);

/** After an act that may have emitted an event, what is due is sent. */
export const followUps: Readonly<Record<string, () => void>> = Object.fromEntries(
  causes.map((act) => [act, sendWebhooksAfterAnswer]),
);
