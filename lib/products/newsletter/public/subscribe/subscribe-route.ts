import { writeDatabase } from "#lib/db/node.ts";
import { getEnvironment } from "#lib/env/environment.ts";
import { readSubmission } from "#lib/forms/submission.ts";
import { requestNetwork } from "#lib/http/origin.ts";
import { reportFailure } from "#lib/log/report.ts";
import { mailAfterAnswer } from "#lib/mail/after-answer.ts";
import { sendWebhooksAfterAnswer } from "#lib/outgoing-webhooks/after-answer.ts";
import { isId } from "#lib/text/storable.ts";
import { hashAddress } from "../../address-hash.ts";
import { confirmPath } from "../../links.ts";
import { signToken } from "../../signed.ts";
import { html } from "../html.ts";
import { shortenedNetwork } from "../network.ts";
import { notAvailable, publicPage, unknownPage } from "../public-page.ts";
import { fieldsOf } from "./form-page.ts";
import { isStamped, signStampAgain } from "./stamp.ts";
import { isTrapped, type Refused, readSubmitted, type Submitted, sourceOf } from "./submission.ts";
import { subscribe } from "./subscribe.ts";

/**
 * `POST /api/newsletter/subscribe/[form]`: a form to subscribe, from its own page or from any other. It takes
 * no cookie and gives none, so it does not matter where it comes from. A browser without script gets a page,
 * the script of an embedded form JSON.
 */
export async function postSubscribe(request: Request, id: string): Promise<Response> {
  const answers = answersTo(request);
  if (!isId(id)) return answers.unknown();
  const formId = id.toLowerCase();
  const sent = await readSubmission(request);
  if (sent instanceof Response) return sent;
  // It is told what a person would be told.
  if (isTrapped(sent)) return answers.done();
  const submitted = readSubmitted(sent);
  if ("errors" in submitted) return answers.refused(formId, submitted);
  if (!(await isStamped(formId, sent.stamp))) return answers.again(formId, submitted);
  try {
    const done = await ask(request, formId, submitted);
    if (done.outcome === "not_found") return answers.unknown();
    if (done.outcome === "rate_limited") return answers.limited(Math.ceil(done.retryIn));
    mailAfterAnswer();
    sendWebhooksAfterAnswer();
    return answers.done();
  } catch (error) {
    reportFailure("subscribing_failed", error);
    return answers.failed();
  }
}

async function ask(request: Request, formId: string, { email, name }: Submitted) {
  const requestId = crypto.randomUUID();
  const token = await signToken("confirm", { ids: [requestId] });
  return subscribe(await writeDatabase(), {
    formId,
    requestId,
    email,
    addressHash: await hashAddress(email.key),
    name,
    link: `${getEnvironment().APP_URL}${confirmPath(token)}`,
    source: sourceOf(request.headers),
    network: shortenedNetwork(request),
    countedNetwork: requestNetwork(request),
  });
}

const texts = {
  done: "Thank you. If this address needs to be confirmed, we sent it an email with a link. The link works for 7 days.",
  again: "Press the button once more to subscribe.",
  limited: "Too many attempts. Try again later.",
  unknown: "This form no longer exists.",
  failed: "Something went wrong on our side. Try again in a minute.",
};

/** The answers of a form: pages, or JSON for a script on any site. */
function answersTo(request: Request) {
  const isScript = request.headers.get("accept")?.includes("application/json") ?? false;
  return isScript ? jsonAnswers : pageAnswers;
}

type Answers = typeof pageAnswers;

const pageAnswers = {
  done: () => publicPage({ title: "Check your inbox", body: html`<p>${texts.done}</p>` }),
  async again(formId: string, { email, name }: Submitted) {
    const refused = { typed: { email: email.address, name: name ?? "" }, errors: {} };
    return publicPage({
      status: 409,
      title: "One more step",
      body: html`<p>${texts.again}</p>
${fieldsOf({ formId, stamp: await signStampAgain(formId), asksName: name !== null, refused })}`,
    });
  },
  refused: async (formId: string, refused: Refused) =>
    publicPage({
      status: 422,
      title: "Check what you entered",
      body: fieldsOf({
        formId,
        stamp: await signStampAgain(formId),
        asksName: refused.typed.name !== "",
        refused,
      }),
    }),
  limited: (retryAfter: number) =>
    publicPage({
      status: 429,
      title: "Try again later",
      headers: { "retry-after": String(retryAfter) },
      body: html`<p>${texts.limited}</p>`,
    }),
  unknown: unknownPage,
  failed: notAvailable,
};

const json = (status: number, body: object, headers: Record<string, string> = {}) =>
  Response.json(body, {
    status,
    headers: {
      "access-control-allow-origin": "*",
      "cache-control": "private, no-store",
      ...headers,
    },
  });

const jsonAnswers: Answers = {
  done: () => json(200, { message: texts.done }),
  again: async (formId) => json(409, { message: texts.again, stamp: await signStampAgain(formId) }),
  refused: async (_, { errors }) => json(422, { message: Object.values(errors).join(" "), errors }),
  limited: (retryAfter) =>
    json(429, { message: texts.limited }, { "retry-after": String(retryAfter) }),
  unknown: () => json(404, { message: texts.unknown }),
  failed: () => json(503, { message: texts.failed }, { "retry-after": "10" }),
};
