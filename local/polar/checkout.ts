import { randomBytes, randomUUID } from "node:crypto";
import type { models } from "@polar-sh/sdk/2026-10";
import { seller } from "#local/polar/products.ts";
import { priceOf } from "./product.ts";

export interface CheckoutChoice {
  product: models.Product;
  products: models.Product[];
  externalCustomerId: string | null;
  customerEmail: string | null;
  metadata: models.Checkout["metadata"];
  successUrl: string | null;
  returnUrl: string | null;
  createdAt: string;
  /** Of the stand-in, which has the page to pay on. */
  baseUrl: string;
}

const hour = 3_600_000;

/** An open checkout with every field that Polar's SDK of version 2026-10 knows. */
export function polarCheckout(choice: CheckoutChoice): models.Checkout {
  const { product, products, createdAt, baseUrl } = choice;
  const id = randomUUID();
  const secret = `polar_cs_${randomBytes(24).toString("base64url")}`;
  const url = `${baseUrl}/checkout/${secret}`;
  const amount = priceOf(product);
  const isFree = amount === 0;
  return {
    id,
    created_at: createdAt,
    modified_at: null,
    custom_field_data: {},
    payment_processor: "stripe",
    status: "open",
    client_secret: secret,
    url,
    expires_at: new Date(Date.parse(createdAt) + hour).toISOString(),
    success_url: (choice.successUrl ?? `${url}/done`).replaceAll("{CHECKOUT_ID}", id),
    return_url: choice.returnUrl,
    embed_origin: null,
    amount,
    seats: null,
    min_seats: null,
    max_seats: null,
    units: null,
    min_units: null,
    max_units: null,
    discount_amount: 0,
    net_amount: amount,
    tax_amount: 0,
    tax_behavior: null,
    total_amount: amount,
    currency: "usd",
    allow_trial: null,
    active_trial_interval: null,
    active_trial_interval_count: null,
    trial_end: null,
    organization_id: seller,
    product_id: product.id,
    product_price_id: product.prices[0]?.id ?? null,
    discount_id: null,
    allow_discount_codes: true,
    require_billing_address: false,
    is_discount_applicable: !isFree,
    is_free_product_price: isFree,
    is_payment_required: !isFree,
    is_payment_setup_required: product.is_recurring,
    is_payment_form_required: !isFree,
    customer_id: null,
    is_business_customer: false,
    customer_name: null,
    customer_email: choice.customerEmail,
    customer_ip_address: null,
    customer_billing_name: null,
    customer_billing_address: null,
    customer_tax_id: null,
    locale: null,
    payment_method_type: null,
    payment_processor_metadata: {},
    billing_address_fields: {
      country: "required",
      state: "disabled",
      city: "disabled",
      postal_code: "disabled",
      line1: "disabled",
      line2: "disabled",
    },
    trial_interval: null,
    trial_interval_count: null,
    metadata: choice.metadata,
    external_customer_id: choice.externalCustomerId,
    products: products.map(checkoutProduct),
    product: checkoutProduct(product),
    product_price: product.prices[0] ?? null,
    prices: null,
    discount: null,
    subscription_id: null,
    attached_custom_fields: [],
    customer_metadata: {},
  };
}

const checkoutProduct = (product: models.Product): models.CheckoutProduct => ({
  ...product,
  benefits: [],
});
