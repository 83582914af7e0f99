import { expect, test } from "vitest";
import { readDeliveryReport, reportVerdict } from "#lib/mail/delivery-report.ts";
import { others, report, reports } from "./delivery-reports.ts";

test.each(Object.entries(reports))(
  "a report %s is read",
  async (_, [raw, verdicts, messageId = "send-1@acme.example"]) => {
    const found = await readDeliveryReport(raw);
    expect(found?.messageId).toBe(messageId);
    expect(found?.recipients.map(({ address }) => address)).toEqual(
      verdicts.map(() => "mia@mail.example"),
    );
    expect(
      found?.recipients.map((recipient) => {
        const verdict = reportVerdict(recipient);
        if (verdict?.kind !== "bounced") return verdict?.kind ?? "none";
        return verdict.hard ? "hard" : "soft";
      }),
    ).toEqual(verdicts);
  },
);

test.each(Object.entries(others))("%s is no report", async (_, raw) => {
  expect(await readDeliveryReport(raw)).toBe(null);
});

test("what the other server said is kept, and is never longer than 500 characters", async () => {
  const said = `smtp; 550 5.1.1 ${"no ".repeat(300)}`;
  const found = await readDeliveryReport(
    report(
      `Final-Recipient: rfc822; mia@mail.example\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: ${said}`,
    ),
  );
  expect(found?.recipients[0]?.diagnostic).toBe(said.slice(0, 500));
});
