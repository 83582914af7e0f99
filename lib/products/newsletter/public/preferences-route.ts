import { writeDatabase } from "#lib/db/node.ts";
import { seeOther } from "#lib/forms/answer.ts";
import { readSubmission } from "#lib/forms/submission.ts";
import { reportFailure } from "#lib/log/report.ts";
import { isId } from "#lib/text/storable.ts";
import { preferencesPath, readPersonal } from "../links.ts";
import { ringForSeries } from "../sending/clock.ts";
import { changePreferences } from "./change-preferences.ts";
import { shortenedNetwork } from "./network.ts";
import { notAvailable, unknownLink } from "./public-page.ts";

/** `POST /api/newsletter/preferences/[token]`: the form of the preferences page. The link is all it takes. */
export async function postPreferences(request: Request, token: string): Promise<Response> {
  const link = await readPersonal("preferences", token);
  if (!link) return unknownLink();
  const sent = await readSubmission(request);
  if (sent instanceof Response) return sent;
  try {
    await changePreferences(await writeDatabase(), {
      ...link,
      listIds: textsOf(sent.list).filter(isId),
      isTracked: sent.tracked === "yes",
      network: shortenedNetwork(request),
    });
    ringForSeries();
  } catch (error) {
    reportFailure("preferences_failed", error);
    return notAvailable();
  }
  const headers = new Headers({ "cache-control": "private, no-store" });
  return seeOther(`${preferencesPath(token)}?saved`, headers);
}

const textsOf = (value: unknown): string[] =>
  [value].flat().flatMap((one) => (typeof one === "string" ? one : []));
