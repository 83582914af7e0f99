import { randomUUID } from "node:crypto";
import type { Routes } from "#local/stand-in/routes.ts";
import type { Answer } from "#local/stand-in/server.ts";
import type { ClerkStore, MembershipObject } from "./store.ts";

const failure = (status: number, code: string, message: string): Answer => ({
  status,
  body: { errors: [{ code, message, long_message: message }], clerk_trace_id: randomUUID() },
});

export const notFound = failure(404, "resource_not_found", "not found");
export const unauthorized = failure(401, "authorization_invalid", "Invalid authorization");
export const unreadable = failure(422, "request_body_invalid", "Request body invalid");

const largestPage = 500;

/** The objects that a query asks for: a page of them, counted from `offset`. */
function pageOf<Item extends object>(items: Iterable<Item>, query: URLSearchParams) {
  const limit = Number(query.get("limit") ?? 10);
  const offset = Number(query.get("offset") ?? 0);
  if (!Number.isInteger(limit) || limit < 1 || limit > largestPage) return undefined;
  if (!Number.isInteger(offset) || offset < 0) return undefined;
  const order = query.get("order_by") ?? "-created_at";
  const field = order.replace(/^[+-]/, "");
  const moment = (item: Item) => Number(Reflect.get(item, field));
  const sorted = [...items].toSorted((a, b) => moment(a) - moment(b));
  if (order.startsWith("-")) sorted.reverse();
  return { data: sorted.slice(offset, offset + limit), total_count: sorted.length };
}

function listed(items: Iterable<object>, query: URLSearchParams): Answer {
  const page = pageOf(items, query);
  return page ? { body: page } : badPage;
}

const badPage = failure(422, "form_param_format_invalid", "is invalid");

/** What of Clerk's API reconciling needs, under the paths that its SDK calls. */
export function apiRoutes(store: ClerkStore): Routes {
  const { users, organizations, memberships, invitations } = store;

  function wantedUsers(query: URLSearchParams) {
    const ids = query.getAll("user_id");
    return [...users.values()].filter(({ id }) => ids.length === 0 || ids.includes(id));
  }

  // Clerk counts the members, and shows with a membership the organization as it is now.
  const present = (membership: MembershipObject) => ({
    ...membership,
    organization: organizations.get(membership.organization.id) ?? membership.organization,
  });

  const one = (object: object | undefined): Answer => (object ? { body: object } : notFound);

  return {
    "GET /v1/users": ({ query }) => {
      const page = pageOf(wantedUsers(query), query);
      return page ? { body: page.data } : badPage;
    },
    "GET /v1/users/count": ({ query }) => ({
      body: { object: "total_count", total_count: wantedUsers(query).length },
    }),
    "GET /v1/users/:id": ({ params }) => one(users.get(params.id ?? "")),
    "GET /v1/organizations": ({ query }) => listed(organizations.values(), query),
    "GET /v1/organizations/:id": ({ params }) => one(organizations.get(params.id ?? "")),
    "GET /v1/organizations/:id/memberships": ({ params, query }) => {
      if (!organizations.has(params.id ?? "")) return notFound;
      const people = query.getAll("user_id");
      const wanted = [...memberships.values()].filter(
        ({ organization, public_user_data: { user_id } }) =>
          organization.id === params.id && (people.length === 0 || people.includes(user_id)),
      );
      return listed(wanted.map(present), query);
    },
    "GET /v1/organizations/:id/invitations": ({ params, query }) => {
      if (!organizations.has(params.id ?? "")) return notFound;
      const statuses = query.getAll("status");
      const wanted = [...invitations.values()].filter(
        ({ organization_id, status }) =>
          organization_id === params.id && (statuses.length === 0 || statuses.includes(status)),
      );
      return listed(wanted, query);
    },
    "GET /v1/organization_memberships": ({ query }) =>
      listed([...memberships.values()].map(present), query),
  };
}
