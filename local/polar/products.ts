/** Polar's id of us, who sell. */
export const seller = "70000000-0000-4000-8000-0000000000ff";

/** The products of the Polar stand-in, by plan; prices in cents. */
export const polarProducts = {
  free: { id: "70000000-0000-4000-8000-000000000001", name: "Free", priceCents: 0 },
  pro: { id: "70000000-0000-4000-8000-000000000002", name: "Pro", priceCents: 2_900 },
  scale: { id: "70000000-0000-4000-8000-000000000003", name: "Scale", priceCents: 19_900 },
} as const;

export type DemoPlan = keyof typeof polarProducts;
