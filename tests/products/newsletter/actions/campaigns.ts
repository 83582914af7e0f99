import { campaignLinks, type campaigns } from "#drizzle/tables.ts";
import type { DrizzleDatabase } from "#lib/db/drizzle.ts";
import type { Action, Scene } from "#tests/organizations/actions.ts";
import type { Team } from "#tests/organizations/team.ts";
import { aReadyDraft, putCampaign } from "../campaigns.ts";

/** A draft for a list, both with the id of their organization. */
async function aDraft(db: DrizzleDatabase, { id, owner }: Team): Promise<void> {
  await aReadyDraft(db, { id, ownerId: owner.userId }, id);
}

const put =
  (row: Partial<typeof campaigns.$inferInsert>) => async (db: DrizzleDatabase, team: Team) => {
    await aDraft(db, team);
    await putCampaign(db, team.id, row);
  };

const tomorrow = new Date(Date.now() + 86_400_000);
const scheduled = { status: "scheduled", scheduledAt: tomorrow } as const;
const theCampaign = ({ id }: Scene) => ({ id });
const words = { revision: 1, subject: "Other news", preheader: "", content: "# Hello" };

/** Of acts on a draft, or on a campaign in another state. */
const on = (act: string, row: Partial<typeof campaigns.$inferInsert> = {}): Action => ({
  act,
  prepare: put({ status: "draft", ...row }),
  params: theCampaign,
});

export const campaignActions: Record<string, Action> = {
  "create a campaign": {
    act: "campaign.create",
    prepare: aDraft,
    input: ({ id }) => ({ subject: "News", listId: id }),
  },
  "write a campaign": { ...on("campaign.update"), input: () => words },
  "delete a draft": on("campaign.delete"),
  "choose the audience of a campaign": {
    ...on("campaign.change_audience"),
    input: ({ id }) => ({ lists: [id] }),
  },
  "duplicate a campaign": on("campaign.duplicate"),
  "archive a campaign": { ...on("campaign.archive"), input: () => ({ isArchived: true }) },
  "change the options of a campaign": {
    ...on("campaign.change_options"),
    input: () => ({ isPublic: true, isTracked: false }),
  },
  "send a test email": {
    ...on("campaign.send_test"),
    input: ({ owner }) => ({ members: [owner.userId] }),
  },
  "choose the subject of a campaign": {
    ...on("campaign.choose_subject", {
      ...scheduled,
      startedAt: new Date(),
      subjectB: "Other news",
      testShare: 20,
    }),
    input: () => ({ winner: "b" }),
  },
  "schedule a campaign": {
    ...on("campaign.schedule"),
    input: () => ({
      date: tomorrow.toISOString().slice(0, 10),
      time: "23:59",
      timeZone: "UTC",
    }),
  },
  "send a campaign": on("campaign.send"),
  "unschedule a campaign": on("campaign.unschedule", scheduled),
  "pause a campaign": on("campaign.pause", scheduled),
  "resume a campaign": on("campaign.resume", {
    ...scheduled,
    pausedAt: new Date(),
    pausedReason: "member",
  }),
  "cancel a campaign": on("campaign.cancel", scheduled),
  "correct a link of a campaign": {
    act: "campaign.correct_link",
    prepare: async (db, team) => {
      await aDraft(db, team);
      const row = { campaignId: team.id, organizationId: team.id, number: 0 };
      await db.insert(campaignLinks).values({ ...row, target: "https://example.com/old" });
    },
    params: theCampaign,
    input: () => ({ number: 0, target: "https://example.com/new" }),
  },
  "change how the newsletter is sent": {
    act: "newsletter.change_settings",
    input: () => ({
      senderName: "Acme News",
      replyTo: "news@mail.example",
      postalAddress: "Ring 1",
      timeZone: "Europe/Berlin",
      isTracked: true,
      whenUncertain: "ask",
    }),
  },
};
