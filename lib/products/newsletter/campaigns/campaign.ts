import { alias } from "drizzle-orm/pg-core";
import * as z from "zod/mini";
import { field, oneOf, shape, type ValueOf } from "#lib/db/shape.ts";
import { sql } from "#lib/db/sql.ts";
import { lists } from "../tables/audience.ts";
import { campaigns } from "../tables/campaigns.ts";
import { campaignStateSql, campaignStates } from "./state.ts";

/** That a row of `campaigns` is no step of a series, which only its series shows. */
export const isCampaign = sql`${campaigns.seriesId} is null`;

/** The columns of a campaign where its row is called so. */
export const campaignNamed = (name: string) => alias(campaigns, name);

type Columns = ReturnType<typeof campaignNamed>;

/** A campaign as it is listed. */
export const campaignOf = (row: Columns) =>
  shape({
    id: row.id,
    subject: row.subject,
    state: field(z.enum(campaignStates), campaignStateSql(row)),
    listId: row.listId,
    /** Of the first list. */
    listName: oneOf(lists.name, sql`${lists} where ${lists.id} = ${row.listId}`),
    scheduledAt: row.scheduledAt,
    timeZone: row.timeZone,
    startedAt: row.startedAt,
    finishedAt: row.finishedAt,
    cancelledAt: row.cancelledAt,
    archivedAt: row.archivedAt,
    isPublic: row.isPublic,
    isTracked: row.isTracked,
    revision: row.revision,
    changedAt: row.changedAt,
    createdAt: row.createdAt,
  });

/** The same with all that its writers see. */
export const wholeCampaignOf = (row: Columns) =>
  shape({
    ...campaignOf(row).sources,
    preheader: row.preheader,
    content: row.content,
    pausedReason: row.pausedReason,
    heldReason: row.heldReason,
    subjectB: row.subjectB,
    testShare: row.testShare,
    testMinutes: row.testMinutes,
    testWinner: row.testWinner,
  });

export type Campaign = ValueOf<ReturnType<typeof wholeCampaignOf>>;
