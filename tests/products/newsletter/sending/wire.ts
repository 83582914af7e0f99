import PostalMime from "postal-mime";
import { expect } from "vitest";

/**
 * Reads a mail as it went over the wire with another library than the one that wrote it, and holds what
 * every mail of a campaign must be: RFC 5322 2.1.1 and 3.6, RFC 2045 6.7, RFC 8058.
 */
export async function expectSoundMail(raw: Buffer): Promise<{ to: string; messageId: string }> {
  const mail = await PostalMime.parse(raw);
  const names = mail.headers.map(({ key }) => key);
  expect(names.toSorted()).toEqual([...new Set(names)].toSorted());
  expect(names).toEqual(
    expect.arrayContaining(["from", "to", "subject", "date", "message-id", "mime-version"]),
  );
  const header = (name: string) => mail.headers.find(({ key }) => key === name)?.value ?? "";
  expect(header("list-unsubscribe")).toMatch(/^<https:\/\/[^<>\s,]{1,250}>$/);
  expect(header("list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
  const lines = raw.toString("latin1").split("\r\n");
  expect(lines.filter((line) => line.length > 998 || /[\r\n]/.test(line))).toEqual([]);
  const body = lines.slice(lines.indexOf(""));
  expect(body.filter((line) => line.length > 76)).toEqual([]);
  expect(mail.html).toBeTruthy();
  expect(mail.text).toBeTruthy();
  return { to: mail.to?.[0]?.address ?? "", messageId: mail.messageId ?? "" };
}
