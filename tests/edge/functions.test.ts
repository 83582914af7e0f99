import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { listFunctions } from "#tests/build/output.ts";
import { appFiles } from "../app-files.ts";
import { expectedRuntimes } from "./functions.ts";

const { folder } = inject("build");
const functions = listFunctions(join(folder, ".vercel/output"));

// Next makes the proxy, and pictures, from files that are no pages.
const made = /^\/_middleware$|^\/[^/]+\.(svg|ico|png|txt|xml|webmanifest)$/;
const runtimes = Object.fromEntries(
  functions.filter(({ path }) => !made.test(path)).map(({ path, runtime }) => [path, runtime]),
);

const app = join(folder, "app");
/** A product says by the place of its files where they run, which the test after the first looks at. */
const ofProducts = [...appFiles("page", app), ...appFiles("route", app)]
  .filter(({ file }) => /\/(page|route)\.\w+\.tsx?$/.test(file))
  .map(({ address }) => address);

/**
 * Where each page and route of the core runs. Whoever adds one adds it here; whoever moves one means to, and says
 * so here. The test after this one says where new ones belong.
 */
const promised: Record<string, "edge" | "node" | "static"> = {
  "/": "static",
  "/account": "edge",
  "/api/[[...path]]": "node",
  "/api/account/[action]": "node",
  "/api/auth/[...all]": "node",
  "/api/cron": "node",
  "/api/forms/[...path]": "node",
  "/api/search/[slug]": "edge",
  "/api/v1/invitations/accept": "node",
  "/api/v1/invitations/decline": "node",
  "/api/v1/openapi.json": "static",
  "/api/v1/organizations": "node",
  "/api/v1/organizations/[slug]": "node",
  "/api/v1/organizations/[slug]/api-keys": "node",
  "/api/v1/organizations/[slug]/api-keys/[id]": "node",
  "/api/v1/organizations/[slug]/api-keys/[id]/rotate": "node",
  "/api/v1/organizations/[slug]/audit-events": "node",
  "/api/v1/organizations/[slug]/audit.csv": "node",
  "/api/v1/organizations/[slug]/billing/orders/[id]/invoice": "node",
  "/api/v1/organizations/[slug]/billing/return": "node",
  "/api/v1/organizations/[slug]/delete": "node",
  "/api/v1/organizations/[slug]/invitations": "node",
  "/api/v1/organizations/[slug]/invitations/[id]": "node",
  "/api/v1/organizations/[slug]/invitations/[id]/resend": "node",
  "/api/v1/organizations/[slug]/invitations/revoke": "node",
  "/api/v1/organizations/[slug]/leave": "node",
  "/api/v1/organizations/[slug]/members": "node",
  "/api/v1/organizations/[slug]/members/[userId]": "node",
  "/api/v1/organizations/[slug]/restore": "node",
  "/api/v1/organizations/[slug]/slug": "node",
  "/api/v1/organizations/[slug]/usage.csv": "node",
  "/api/v1/organizations/[slug]/webhook-endpoints": "node",
  "/api/v1/organizations/[slug]/webhook-endpoints/[id]": "node",
  "/api/v1/organizations/[slug]/webhook-endpoints/[id]/disable": "node",
  "/api/v1/organizations/[slug]/webhook-endpoints/[id]/enable": "node",
  "/api/v1/organizations/[slug]/webhook-endpoints/[id]/messages": "node",
  "/api/v1/organizations/[slug]/webhook-endpoints/[id]/messages/[message]": "node",
  "/api/v1/organizations/[slug]/webhook-endpoints/[id]/messages/[message]/resend": "node",
  "/api/v1/organizations/[slug]/webhook-endpoints/[id]/rotate-secret": "node",
  "/api/v1/organizations/[slug]/webhook-endpoints/[id]/test": "node",
  "/api/v1/pictures/[id]": "edge",
  "/api/v1/usage": "node",
  "/api/v1/usage/balance": "edge",
  "/api/webhooks/clerk": "node",
  "/api/webhooks/polar": "node",
  "/benchmarks": "static",
  "/confirm-address": "edge",
  "/dev/ui": "edge",
  "/docs": "static",
  "/docs/account": "static",
  "/docs/api": "static",
  "/docs/audit-trail": "static",
  "/docs/credits": "static",
  "/docs/getting-started": "static",
  "/docs/invitations": "static",
  "/docs/organizations": "static",
  "/docs/webhook-endpoints": "static",
  "/docs/webhooks": "static",
  "/forgot-password": "edge",
  "/goodbye": "static",
  "/invite/[token]": "edge",
  "/o/[slug]": "edge",
  "/o/[slug]/[...missing]": "edge",
  "/o/[slug]/members": "edge",
  "/o/[slug]/members/[userId]": "edge",
  "/o/[slug]/members/invite": "edge",
  "/o/[slug]/search": "edge",
  "/o/[slug]/settings": "edge",
  "/o/[slug]/settings/audit": "edge",
  "/o/[slug]/settings/api-keys": "edge",
  "/o/[slug]/settings/api-keys/new": "edge",
  "/o/[slug]/settings/billing": "edge",
  "/o/[slug]/settings/webhook-endpoints": "edge",
  "/o/[slug]/settings/webhook-endpoints/[id]": "edge",
  "/o/[slug]/settings/webhook-endpoints/[id]/[message]": "edge",
  "/o/[slug]/settings/webhook-endpoints/new": "edge",
  "/o/[slug]/settings/webhooks": "edge",
  "/o/[slug]/settings/webhooks/[id]": "edge",
  "/o/[slug]/usage": "edge",
  "/organizations": "edge",
  "/organizations/new": "edge",
  "/pricing": "edge",
  "/reset-password": "edge",
  "/sign-in": "edge",
  "/sign-up": "edge",
  "/stop-change": "edge",
  "/unavailable": "edge",
  "/verify-address": "edge",
  "/welcome": "node",
};

test("every page and route runs where it is promised to run", () => {
  const ofCore = Object.entries(runtimes).filter(([path]) => !ofProducts.includes(path));
  expect(Object.fromEntries(ofCore)).toEqual(promised);
});

test("pages in the edge folder run on the edge, and routes on Node unless they ask for the edge", () => {
  expect(runtimes).toEqual(expectedRuntimes(folder));
});

test("the proxy runs on Node, so no page relies on it alone", () => {
  expect(functions.find(({ path }) => path === "/_middleware")?.runtime).toBe("node");
});
