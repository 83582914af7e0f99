import type { models } from "@polar-sh/sdk/2026-10";
import { priceOf } from "./product.ts";

export interface OrderChoice {
  id: string;
  customer: models.CustomerTeam;
  product: models.Product;
  /** What it pays for, when it is not sold once. */
  subscription: models.Subscription | null;
  checkoutId: string | null;
  metadata: models.Order["metadata"];
  createdAt: string;
  /** When it is not the price of the product. */
  amount?: number;
  reason?: models.OrderBillingReason;
}

/** A paid order with every field that Polar's SDK of version 2026-10 knows, untaxed. */
export function polarOrder(choice: OrderChoice): models.Order {
  const { id, customer, product, subscription, createdAt } = choice;
  const { amount = priceOf(product) } = choice;
  return {
    id,
    created_at: createdAt,
    modified_at: null,
    status: "paid",
    paid: true,
    subtotal_amount: amount,
    discount_amount: 0,
    net_amount: amount,
    tax_amount: 0,
    total_amount: amount,
    applied_balance_amount: 0,
    due_amount: amount,
    refunded_amount: 0,
    refunded_tax_amount: 0,
    currency: "usd",
    billing_reason: choice.reason ?? (subscription ? "subscription_create" : "purchase"),
    billing_name: null,
    billing_address: null,
    invoice_number: null,
    is_invoice_generated: false,
    receipt_number: null,
    seats: null,
    units: null,
    customer_id: customer.id,
    product_id: product.id,
    discount_id: null,
    subscription_id: subscription?.id ?? null,
    checkout_id: choice.checkoutId,
    next_payment_attempt_at: null,
    metadata: choice.metadata,
    custom_field_data: {},
    platform_fee_amount: 0,
    platform_fee_currency: "usd",
    customer,
    product,
    discount: null,
    subscription,
    items: [
      {
        created_at: createdAt,
        modified_at: null,
        id,
        label: product.name,
        amount,
        tax_amount: 0,
        proration: false,
        product_price_id: product.prices[0]?.id ?? null,
        start_timestamp: null,
        end_timestamp: null,
      },
    ],
    description: product.name,
    refundable_amount: amount,
    refundable_tax_amount: 0,
  };
}
