import { writeDatabase } from "#lib/db/node.ts";
import { getEnvironment } from "#lib/env/environment.ts";
import { seeOther } from "#lib/forms/answer.ts";
import { reportFailure } from "#lib/log/report.ts";
import { mailAfterAnswer } from "#lib/mail/after-answer.ts";
import { preferencesPath, readPersonal } from "../../links.ts";
import { dataPath } from "../paths.ts";
import { notAvailable, unknownLink } from "../public-page.ts";
import { askForData } from "./ask-for-data.ts";
import { expiredLink, nothingHeld } from "./data-page.ts";
import { eraseOneself } from "./erase-oneself.ts";
import { readFresh, signFresh } from "./fresh-link.ts";
import { ownDataFile } from "./own-data-file.ts";
import { readOwnData } from "./read-own-data.ts";

/** `POST /api/newsletter/preferences/[token]/data`: has a fresh link mailed to the person. */
export async function postAskForData(token: string): Promise<Response> {
  const link = await readPersonal("preferences", token);
  if (!link) return unknownLink();
  try {
    const fresh = `${getEnvironment().APP_URL}${dataPath(await signFresh(link))}`;
    await askForData(await writeDatabase(), { ...link, link: fresh });
  } catch (error) {
    reportFailure("data_link_failed", error);
    return notAvailable();
  }
  mailAfterAnswer();
  const headers = new Headers({ "cache-control": "private, no-store" });
  return seeOther(`${preferencesPath(token)}?mailed`, headers);
}

/** `GET /api/newsletter/data/[token]`: all that is held on a person, as a file. */
export async function getData(token: string): Promise<Response> {
  const link = await readFresh(token);
  if (link === "expired") return expiredLink();
  if (!link) return unknownLink();
  try {
    const found = await readOwnData(await writeDatabase(), link);
    if (!found) return nothingHeld();
    return ownDataFile(found);
  } catch (error) {
    reportFailure("data_export_failed", error);
    return notAvailable();
  }
}

/** `POST /api/newsletter/data/[token]`: erases the person. */
export async function postErase(token: string): Promise<Response> {
  const link = await readFresh(token);
  if (link === "expired") return expiredLink();
  if (!link) return unknownLink();
  try {
    await eraseOneself(await writeDatabase(), link);
  } catch (error) {
    reportFailure("erasing_failed", error);
    return notAvailable();
  }
  return seeOther(dataPath(token), new Headers({ "cache-control": "private, no-store" }));
}
