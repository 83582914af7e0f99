import type { Action } from "#tests/organizations/actions.ts";
import { audienceActions } from "./actions/audience.ts";
import { campaignActions } from "./actions/campaigns.ts";
import { formActions } from "./actions/forms.ts";
import { importActions } from "./actions/imports.ts";
import { seriesActions } from "./actions/series.ts";

/** What the acts of the newsletter try (tests/organizations/matrix.ts). */
export const actions: Record<string, Action> = {
  ...audienceActions,
  ...campaignActions,
  ...importActions,
  ...formActions,
  ...seriesActions,
};
