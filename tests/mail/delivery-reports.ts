interface Parts {
  headers?: string;
  type?: string;
  /** The third part, with its own header; none when empty. */
  returned?: string;
  statusType?: string;
  end?: string;
}

const original = `Content-Type: message/rfc822

From: news@acme.example
Message-ID: <send-1@acme.example>
Subject: Hello

Hello`;

/** A report as a mail server writes it, with these fields of recipients. */
export function report(
  recipients: string,
  {
    headers = "Auto-Submitted: auto-replied",
    type = 'multipart/report; report-type=delivery-status; boundary="b"',
    returned = original,
    statusType = "message/delivery-status",
    end = "\r\n",
  }: Parts = {},
): Uint8Array {
  const text = `From: MAILER-DAEMON@mx.example
To: bounces@acme.example
Subject: Undelivered mail
${headers}
MIME-Version: 1.0
Content-Type: ${type}

--b
Content-Type: text/plain; charset=us-ascii

Your mail could not be delivered.

--b
Content-Type: ${statusType}

Reporting-MTA: dns; mx.example
Arrival-Date: Sat, 28 Nov 2026 10:00:00 +0000

${recipients}
${returned && `\n--b\n${returned}\n`}
--b--
`;
  return new TextEncoder().encode(text.replaceAll("\n", end));
}

const failed = (status: string, diagnostic = "") =>
  `Final-Recipient: rfc822; mia@mail.example
Action: failed
Status: ${status}${diagnostic && `\nDiagnostic-Code: ${diagnostic}`}`;

type Verdict = "hard" | "soft" | "stopped" | "none";

/** Reports, and what each says of its recipients in their order. */
export const reports: Record<string, [raw: Uint8Array, verdicts: Verdict[], messageId?: null]> = {
  "of a mailbox that does not exist": [
    report(failed("5.1.1", "smtp; 550 5.1.1 User unknown")),
    ["hard"],
  ],
  "of a domain that does not exist": [report(failed("5.1.2", "dns; Host not found")), ["hard"]],
  "of a domain that takes no mail": [report(failed("5.1.10")), ["hard"]],
  "of a mailbox that is closed": [report(failed("5.2.1")), ["hard"]],
  "of a mailbox that is full": [
    report(failed("5.2.2", "smtp; 552 5.2.2 Quota exceeded")),
    ["soft"],
  ],
  "of a mail that is too large for the mailbox": [report(failed("5.2.3")), ["soft"]],
  "that gave up after days": [report(failed("4.4.7", "smtp; 451 4.4.1 Timed out")), ["soft"]],
  "that gave up on a route": [report(failed("5.4.4")), ["soft"]],
  "of a policy": [report(failed("5.7.1", "smtp; 550 5.7.1 Blocked")), ["stopped"]],
  "of mail that proves nothing of its sender": [report(failed("5.7.26")), ["stopped"]],
  "of content": [report(failed("5.6.0")), ["stopped"]],
  "of the sender": [report(failed("5.1.8")), ["stopped"]],
  "that says no more than that it failed": [report(failed("5.0.0")), ["soft"]],
  "that is vague, of a server that was not": [
    report(failed("5.0.0", "smtp; 550 5.1.1 No such user here")),
    ["hard"],
  ],
  "without a status, of a server that was clear": [
    report(
      "Final-Recipient: rfc822; mia@mail.example\nAction: failed\nDiagnostic-Code: smtp; 550 5.1.1 No",
    ),
    ["hard"],
  ],
  "without a status": [
    report("Final-Recipient: rfc822; mia@mail.example\nAction: failed"),
    ["soft"],
  ],
  "of a delay": [report(failed("4.4.1").replace("failed", "delayed")), ["none"]],
  "of a delivery": [report(failed("2.0.0").replace("failed", "delivered")), ["none"]],
  "of a relay": [report(failed("2.0.0").replace("failed", "relayed")), ["none"]],
  "of a list": [report(failed("2.0.0").replace("failed", "expanded")), ["none"]],
  "in capitals": [
    report("FINAL-RECIPIENT: RFC822;mia@mail.example\nACTION: FAILED\nSTATUS: 5.1.1"),
    ["hard"],
  ],
  "with a comment": [
    report(
      "Final-Recipient: rfc822; <mia@mail.example> (Mia)\nAction: failed\nStatus: 5.1.1 (bad mailbox)",
    ),
    ["hard"],
  ],
  "with folded lines": [
    report(
      "Final-Recipient: rfc822;\n mia@mail.example\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp;\n\t550 5.1.1 Unknown",
    ),
    ["hard"],
  ],
  "that knows the first address alone": [
    report("Original-Recipient: rfc822;mia@mail.example\nAction: failed\nStatus: 5.1.1"),
    ["hard"],
  ],
  "of two recipients": [
    report(
      `${failed("5.1.1")}\n\nFinal-Recipient: rfc822; mia@mail.example\nAction: delayed\nStatus: 4.2.0`,
    ),
    ["hard", "none"],
  ],
  "with line ends of Unix": [report(failed("5.1.1"), { end: "\n" }), ["hard"]],
  "with the headers of the mail alone": [
    report(failed("5.1.1"), {
      returned:
        "Content-Type: text/rfc822-headers\n\nFrom: news@acme.example\nMessage-ID:\n <send-1@acme.example>",
    }),
    ["hard"],
  ],
  "without the mail": [report(failed("5.1.1"), { returned: "" }), ["hard"], null],
  "for addresses that are not ASCII": [
    report(failed("5.1.1").replace("rfc822;", "utf-8;"), {
      statusType: "message/global-delivery-status",
    }),
    ["hard"],
  ],
  "with quotes and order of its own": [
    report(failed("5.1.1"), {
      type: 'Multipart/Report; boundary="b";\n\treport-type="Delivery-Status"',
    }),
    ["hard"],
  ],
  "of nobody": [report("X-Something: else"), []],
};

const plain = (headers: string, body = "I am away.") =>
  new TextEncoder().encode(`From: mia@mail.example\r\n${headers}\r\n\r\n${body}`);

/** What comes to the same address, and is no report of a delivery. */
export const others: Record<string, Uint8Array> = {
  "an out-of-office note": plain("Auto-Submitted: auto-replied\r\nSubject: Away"),
  "an answer by a person": plain("Subject: Re: Hello"),
  "a text that looks like a report": plain(
    "Subject: Undelivered",
    "Action: failed\r\nStatus: 5.1.1",
  ),
  "a receipt of reading": report("Disposition: manual-action; displayed", {
    type: 'multipart/report; report-type=disposition-notification; boundary="b"',
  }),
  "a complaint": report("Feedback-Type: abuse", {
    type: 'multipart/report; report-type=feedback-report; boundary="b"',
  }),
  "a report without its type": report(failed("5.1.1"), { type: 'multipart/report; boundary="b"' }),
  "a report whose status is no part": report(failed("5.1.1"), { statusType: "text/plain" }),
  "a mail that holds a report": report(failed("5.1.1"), { type: 'multipart/mixed; boundary="b"' }),
  nothing: new Uint8Array(),
  "no mail": new Uint8Array([0, 1, 2, 255, 254, 13, 10]),
  "a mail above 1 MB": plain("Subject: x", "x".repeat(1_000_000)),
  "parts in each other": plain(
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    "--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n".repeat(5_000),
  ),
};
