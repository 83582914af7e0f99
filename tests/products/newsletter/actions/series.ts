import { campaigns, newsletterSettings, series, seriesSteps } from "#drizzle/tables.ts";
import type { DrizzleDatabase } from "#lib/db/drizzle.ts";
import type { Action, Scene } from "#tests/organizations/actions.ts";
import type { Team } from "#tests/organizations/team.ts";
import { idIn, listIn, withAudience } from "../scene.ts";

const seriesIn = (team: { id: string }) => idIn(team, "seri");
const stepIn = (team: { id: string }, number: number) => idIn(team, `st${number}`);

/** A series with two steps that can be sent, to those who join the list of `withAudience`. */
const aSeries =
  (row: Partial<typeof series.$inferInsert> = {}) =>
  async (db: DrizzleDatabase, team: Team) => {
    await withAudience(db, team);
    const organizationId = team.id;
    const [id, listId] = [seriesIn(team), listIn(team)];
    await db
      .insert(newsletterSettings)
      .values({ organizationId, postalAddress: "Ring 1" })
      .onConflictDoNothing();
    await db.insert(series).values({ id, organizationId, name: "Welcome", listId, ...row });
    for (const position of [1, 2]) {
      const campaignId = stepIn(team, position);
      const words = { subject: `Step ${position}`, content: "# Hello\n" };
      await db
        .insert(campaigns)
        .values({ ...words, id: campaignId, organizationId, listId, seriesId: id });
      await db.insert(seriesSteps).values({
        ...{ campaignId, organizationId, seriesId: id, position },
        ...{ delay: 1, unit: "days", countedFrom: "before" },
      });
    }
  };

const active = { activatedAt: new Date() };
const theSeries = (scene: Scene) => ({ id: seriesIn(scene) });
const theStep = (scene: Scene) => ({ ...theSeries(scene), step: stepIn(scene, 1) });
const times = { delay: 3, unit: "hours", countedFrom: "joining" };

const on = (act: string, row: Partial<typeof series.$inferInsert> = {}): Action => ({
  act,
  prepare: aSeries(row),
  params: theSeries,
});
const onStep = (act: string, row: Partial<typeof series.$inferInsert> = {}): Action => ({
  ...on(act, row),
  params: theStep,
});

export const seriesActions: Record<string, Action> = {
  "create a series": {
    act: "series.create",
    prepare: withAudience,
    input: (scene) => ({ name: "Welcome", audienceId: listIn(scene) }),
  },
  "change a series": {
    ...on("series.update"),
    input: () => ({
      ...{ name: "Hello", opensAt: 9, closesAt: 17, weekdays: ["monday", "friday"] },
      ...{ timeZone: "Europe/Berlin", includesImports: true },
    }),
  },
  "activate a series": on("series.activate"),
  "pause a series": on("series.pause", active),
  "archive a series": { ...on("series.archive"), input: () => ({ isArchived: true }) },
  "add a step to a series": {
    ...on("series.add_step"),
    input: () => ({ subject: "More", ...times }),
  },
  "add a step to an active series": {
    ...on("series.add_step", active),
    also: "newsletter.send",
    input: () => ({ subject: "More", ...times }),
  },
  "write a step of a series": {
    ...onStep("series.update_step"),
    input: () => ({ revision: 1, subject: "Hi", preheader: "", content: "Words", ...times }),
  },
  "move a step of a series": { ...onStep("series.move_step"), input: () => ({ position: 2 }) },
  "remove a step of a series": onStep("series.remove_step"),
};
