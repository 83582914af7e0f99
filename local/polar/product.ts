import type { models } from "@polar-sh/sdk/2026-10";
import { stableId } from "#local/demo/stable-id.ts";
import { polarProducts, seller } from "#local/polar/products.ts";

export interface ProductChoice {
  id: string;
  name: string;
  priceCents: number;
  /** Sold once, not by the month. */
  isOneTime?: boolean;
  createdAt: string;
}

/** A product with every field that Polar's SDK of version 2026-10 knows, and one fixed price. */
export function polarProduct(choice: ProductChoice): models.Product {
  const { id, name, isOneTime = false, createdAt } = choice;
  return {
    id,
    created_at: createdAt,
    modified_at: null,
    name,
    description: null,
    visibility: "public",
    trial_interval: null,
    trial_interval_count: null,
    recurring_interval: isOneTime ? null : "month",
    recurring_interval_count: isOneTime ? null : 1,
    meter_interval: null,
    meter_interval_count: null,
    is_recurring: !isOneTime,
    is_archived: false,
    is_deletable: false,
    organization_id: seller,
    metadata: {},
    prices: [polarPrice(choice)],
    benefits: [],
    medias: [],
    attached_custom_fields: [],
  };
}

function polarPrice({ id, priceCents, createdAt }: ProductChoice): models.ProductPriceFixed {
  return {
    id: stableId("price", id),
    created_at: createdAt,
    modified_at: null,
    source: "catalog",
    amount_type: "fixed",
    price_currency: "usd",
    price_amount: priceCents,
    tax_behavior: null,
    is_archived: false,
    product_id: id,
  };
}

/** What a product costs, in cents. */
export function priceOf(product: models.Product): number {
  const [price] = product.prices;
  return price && "price_amount" in price ? Number(price.price_amount) : 0;
}

/** The plans of the demo, as the stand-in sells them from the start. */
export const demoProducts = (createdAt: string): models.Product[] =>
  Object.values(polarProducts).map((product) => polarProduct({ ...product, createdAt }));
