export * from "#tests/products/example/schema.ts";
export * from "../../../lib/products/schemas.ts";
