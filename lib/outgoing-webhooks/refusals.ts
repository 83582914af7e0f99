import type { RefusalText } from "#lib/forms/form.ts";
import { endpointLimit } from "./rules.ts";

/** Why an act on webhook endpoints is refused. */
export const endpointRefusals = {
  too_many_endpoints: {
    status: 409,
    message: `An organization can have at most ${endpointLimit} webhook endpoints. Delete one first.`,
  },
  endpoint_disabled: {
    status: 409,
    message: "This endpoint is disabled. Enable it first.",
  },
  too_many_test_events: {
    status: 429,
    message: "Too many events were sent by hand. Try again later.",
  },
  url_unreadable: {
    status: 422,
    message: "This is no complete URL. Enter one such as https://example.com/webhooks.",
    field: "url",
  },
  url_insecure: { status: 422, message: "Use a URL that begins with https://.", field: "url" },
  url_credentials: {
    status: 422,
    message: "Leave user name and password out of the URL. Each request is signed.",
    field: "url",
  },
  url_port: {
    status: 422,
    message: "Use port 443, or a port from 8443 up.",
    field: "url",
  },
  url_private: {
    status: 422,
    message: "Use a host on the public internet.",
    field: "url",
  },
} as const satisfies Record<string, RefusalText>;

/** What the checks of single fields say. */
export const endpointFieldMessages = {
  url_invalid: "Enter a URL, such as https://example.com/webhooks.",
  endpoint_description_invalid: "Use at most 200 characters.",
  endpoint_events_missing: "At least one event is needed.",
} as const;
