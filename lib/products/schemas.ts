/** The tables of all products, whatever `PRODUCTS` says: a database keeps them. */

export * from "./ai/schema.ts";
export * from "./crm/schema.ts";
export * from "./newsletter/schema.ts";
