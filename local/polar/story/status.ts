import type { SubscriptionFacts } from "./steps.ts";

const shared: string[] = ["trialing", "active", "past_due", "canceled"];

/** Our word for Polar's; any that we do not have means that nothing is paid for. */
export const statusOf = ({ status }: SubscriptionFacts): string =>
  shared.includes(status) ? status : "inactive";
