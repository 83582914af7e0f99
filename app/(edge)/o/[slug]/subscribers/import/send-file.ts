import { readAnswer } from "#lib/ui/form-answer.ts";

/** An import whose parts are on their way. */
export interface Sending {
  /** The route that takes a part. */
  action: string;
  layout: string;
  parts: { number: number; line: number; text: () => string }[];
}

export type Sent = { isDone: true } | { isDone: false; message: string };

/** Seconds before each further attempt. Then the import stands still until the file is chosen again. */
const pauses = [1, 3, 10, 30];

/**
 * Sends parts one after another. What a network loses or a server does not answer is sent again: a part
 * that was taken in counts once.
 * @param told called after each part that was taken in.
 */
export async function sendParts(
  { action, layout, parts }: Sending,
  told: (sent: number) => void,
): Promise<Sent> {
  for (const [at, { number, line, text }] of parts.entries()) {
    const body = JSON.stringify({ number, line, layout, text: text() });
    const answer = await sendAgain(action, body);
    if (answer) return { isDone: false, message: answer };
    told(at + 1);
  }
  return { isDone: true };
}

/** @returns why it was refused; undefined when it was taken in. */
async function sendAgain(action: string, body: string): Promise<string | undefined> {
  for (let attempt = 0; ; attempt++) {
    const answer = await postJson(action, body);
    if (answer.location) return undefined;
    const pause = answer.mayWork ? pauses[attempt] : undefined;
    if (pause === undefined) return answer.message;
    await new Promise((resolve) => setTimeout(resolve, pause * 1_000));
  }
}

/** Posts JSON to the form of an act. `mayWork`: whether it may be taken later. */
export async function postJson(action: string, body: string) {
  try {
    const response = await fetch(action, {
      method: "POST",
      headers: { accept: "application/json", "content-type": "application/json" },
      body,
    });
    const { status } = response;
    const answer = readAnswer(await response.json().catch(() => ({})));
    return { ...answer, mayWork: status === 429 || status >= 500 };
  } catch {
    return { ...readAnswer({}), message: "The connection was lost.", mayWork: true };
  }
}
