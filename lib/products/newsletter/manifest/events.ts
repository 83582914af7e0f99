const uuid = { type: "string", format: "uuid" } as const;
const time = { type: "string", format: "date-time" } as const;
const timeOrNull = { type: ["string", "null"], format: "date-time" } as const;

const object = <const Properties extends Record<string, object>>(properties: Properties) =>
  ({ type: "object", required: Object.keys(properties), properties }) as const;

const subscriber = object({
  subscriber: object({
    id: uuid,
    email: { type: "string" },
    name: { type: ["string", "null"] },
    fields: { type: "object", additionalProperties: { type: "string" } },
    status: { enum: ["subscribed", "pending", "unsubscribed", "bounced"] },
    createdAt: time,
  }),
});

const subscriberIn = (status: "subscribed" | "pending" | "unsubscribed" | "bounced") => ({
  subscriber: {
    id: "5f0c6f8e-3f0b-4a54-9a3c-0f6a4c1b7d21",
    email: "mia.vogel@mail.example",
    name: "Mia Vogel",
    fields: { city: "Bern" },
    status,
    createdAt: "2026-11-20T09:30:00.000Z",
  },
});

const campaign = object({
  campaign: object({
    id: uuid,
    subject: { type: "string" },
    startedAt: timeOrNull,
    pausedReason: { type: ["string", "null"] },
    finishedAt: timeOrNull,
  }),
});

const campaignWith = (state: { pausedReason?: string; finishedAt?: string }) => ({
  campaign: {
    id: "0e1a9d4c-77b5-4c0e-8a51-2f3c9b6d5e10",
    subject: "News from the workshop",
    startedAt: "2026-11-20T10:00:00.000Z",
    pausedReason: null,
    finishedAt: null,
    ...state,
  },
});

/** What is emitted, by triggers (`events/functions.sql`). */
export const events = {
  "subscriber.created": {
    description:
      "Someone was added by a form, by hand or by the API. People who used a form are pending until they confirm. Not sent for imports.",
    schema: subscriber,
    example: subscriberIn("subscribed"),
    after: ["subscriber.add"],
  },
  "subscriber.confirmed": {
    description: "Someone confirmed their subscription.",
    schema: subscriber,
    example: subscriberIn("subscribed"),
  },
  "subscriber.left": {
    description: "Someone unsubscribed, or was unsubscribed by a member or by the API.",
    schema: subscriber,
    example: subscriberIn("unsubscribed"),
    after: ["subscriber.unsubscribe", "subscriber.suppress"],
  },
  "subscriber.bounced": {
    description: "An address was refused for good, and gets no more emails.",
    schema: subscriber,
    example: subscriberIn("bounced"),
  },
  "campaign.started": {
    description: "A campaign began to be sent.",
    schema: campaign,
    example: campaignWith({}),
  },
  "campaign.paused": {
    description: "A campaign was paused, by a member or by itself, such as for too many bounces.",
    schema: campaign,
    example: campaignWith({ pausedReason: "bounces" }),
    after: ["campaign.pause"],
  },
  "campaign.sent": {
    description: "The last email of a campaign was sent. Not sent for canceled campaigns.",
    schema: campaign,
    example: campaignWith({ finishedAt: "2026-11-20T10:12:00.000Z" }),
  },
} as const;
