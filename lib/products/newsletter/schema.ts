export * from "./tables/audience.ts";
export * from "./tables/campaigns.ts";
export * from "./tables/history.ts";
export * from "./tables/public.ts";
export * from "./tables/replies.ts";
export * from "./tables/sending.ts";
export * from "./tables/settings.ts";
