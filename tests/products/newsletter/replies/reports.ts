import type { Opened } from "#lib/products/newsletter/replies/adapter.ts";

/** The mail that comes back, as its reports name it. */
interface Returned {
  /** Without brackets. */
  messageId: string;
  /** What `X-Newsletter-Mail` says. */
  mark: string;
}

type Expected = "hard" | "soft" | "complained" | Exclude<Opened["kind"], "reply" | "forged">;

interface Written {
  from?: string;
  subject?: string;
  headers?: string;
  type?: string;
  /** The part for people, with its own header. */
  words?: string;
  /** The fields of the report; null leaves the part out. */
  status: string | null;
  statusType?: string;
  /** The part with the mail, with its own header; null leaves it out. */
  mail?: string | null;
  end?: string;
}

const words = `Content-Type: text/plain; charset=us-ascii

Your message could not be delivered.`;

/** A report as it goes over the wire; `latin1` lets a fixture hold any byte. */
function report({
  from = "MAILER-DAEMON@mx.example (Mail Delivery System)",
  subject = "Undelivered Mail Returned to Sender",
  headers = "Auto-Submitted: auto-replied",
  type = "multipart/report; report-type=delivery-status",
  words: read = words,
  status,
  statusType = "message/delivery-status",
  mail = "",
  end = "\n--b--\n",
}: Written): Buffer {
  const parts = [
    read,
    ...(status === null ? [] : [`Content-Type: ${statusType}\n\n${status}`]),
    ...(mail === null ? [] : [mail]),
  ];
  const head = `Return-Path: <>
From: ${from}
To: mail@penning.test
Subject: ${subject}
Date: Sat, 28 Nov 2026 10:00:00 +0000
Message-ID: <20261128100000.1@mx.example>
${headers}
MIME-Version: 1.0
Content-Type: ${type}; boundary="b"
`;
  const text = `${head}${parts.map((part) => `\n--b\n${part}`).join("\n")}${end}`;
  return Buffer.from(text.replaceAll("\n", "\r\n"), "latin1");
}

const mta = "Reporting-MTA: dns; mx.example\nArrival-Date: Sat, 28 Nov 2026 09:59:00 +0000";
const mia = "Final-Recipient: rfc822; mia@mail.example";

/** A report of one recipient in Postfix's order. */
const postfix = (action: string, status: string, diagnostic: string) => `${mta}
X-Postfix-Queue-ID: 4F1C2A0B
X-Postfix-Sender: rfc822; mail@penning.test

${mia}
Original-Recipient: rfc822;mia@mail.example
Action: ${action}
Status: ${status}
Remote-MTA: dns; mx.mail.example
Diagnostic-Code: ${diagnostic}`;

const plain = (headers: string, body: string): Buffer =>
  Buffer.from(
    `From: x@mail.example\nTo: mail@penning.test\n${headers}\n\n${body}`.replaceAll("\n", "\r\n"),
    "latin1",
  );

/** Thirty reports in the styles of those who write them, and what each says of the mail. */
export function reportsOf({ messageId, mark }: Returned): Record<string, [Buffer, Expected]> {
  const header = `From: "A team" <mail@penning.test>
To: mia@mail.example
Subject: News
X-Newsletter-Mail: ${mark}
Message-ID: <${messageId}>`;
  const whole = `Content-Type: message/rfc822\nContent-Description: Undelivered Message\n\n${header}\n\nHello`;
  const headersOnly = `Content-Type: text/rfc822-headers\n\n${header}\n`;
  const marked = (line: string) => `Content-Type: text/rfc822-headers\n\nSubject: News\n${line}\n`;
  const failed = postfix("failed", "5.1.1", "smtp; 550 5.1.1 <mia@mail.example>: User unknown");
  return {
    "Postfix, an unknown user": [report({ status: failed, mail: whole }), "hard"],
    "Postfix, the headers alone": [report({ status: failed, mail: headersOnly }), "hard"],
    "Postfix, a full mailbox": [
      report({
        status: postfix("failed", "5.2.2", "smtp; 552 5.2.2 Mailbox full"),
        mail: whole,
      }),
      "soft",
    ],
    "Postfix, a host that was never reached": [
      report({
        status: postfix(
          "failed",
          "4.4.1",
          "X-Postfix; connect to mx.mail.example[192.0.2.1]:25: timed out",
        ),
        mail: whole,
      }),
      "soft",
    ],
    "Postfix, a policy": [
      report({
        status: postfix("failed", "5.7.1", "smtp; 554 5.7.1 Blocked by list"),
        mail: whole,
      }),
      "ignored",
    ],
    "Postfix, a delay": [
      report({
        subject: "Delayed Mail (still being retried)",
        status: postfix("delayed", "4.4.1", "X-Postfix; Connection timed out"),
        mail: headersOnly,
      }),
      "ignored",
    ],
    "Postfix, a delivery": [
      report({ status: postfix("delivered", "2.0.0", "smtp; 250 OK"), mail: headersOnly }),
      "ignored",
    ],
    "Postfix, a relay that tells no more": [
      report({ status: postfix("relayed", "2.0.0", "smtp; 250 OK"), mail: headersOnly }),
      "ignored",
    ],
    "Exim, with a vague status": [
      report({
        from: "Mail Delivery System <Mailer-Daemon@mx.example>",
        subject: "Mail delivery failed: returning message to sender",
        headers: "X-Failed-Recipients: mia@mail.example\nAuto-Submitted: auto-replied",
        status: `Reporting-MTA: dns; mx.example

Action: failed
Final-Recipient: rfc822;mia@mail.example
Status: 5.0.0
Remote-MTA: dns; mx.mail.example
Diagnostic-Code: smtp; 550 5.1.1 The email account does not exist`,
        mail: whole,
      }),
      "hard",
    ],
    "Exim before it wrote reports": [
      plain(
        "Subject: Mail delivery failed\nX-Failed-Recipients: mia@mail.example",
        "A message that you sent could not be delivered:\n\n  mia@mail.example\n    550 Unknown user",
      ),
      "unreadable",
    ],
    "Exchange, with words in two languages": [
      report({
        from: "postmaster@mail.example",
        subject: "Undeliverable: News",
        headers:
          "Content-Language: en-US\nX-MS-Exchange-Message-Is-Ndr:\nAuto-Submitted: auto-generated",
        words: `Content-Type: multipart/alternative; boundary="a"

--a
Content-Type: text/plain; charset="us-ascii"
Content-Transfer-Encoding: quoted-printable

Your message to mia@mail.example couldn't be delivered=2E
--a
Content-Type: text/html; charset="us-ascii"

<p>Ihre Nachricht</p>
--a--`,
        status: `Reporting-MTA: dns;AM0PR01.mail.example
Received-From-MTA: dns;mx.example

Final-Recipient: rfc822;mia@mail.example
Action: failed
Status: 5.1.10
Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup
X-Display-Name: Mia`,
        mail: whole,
      }),
      "hard",
    ],
    "Exchange, a mailbox that is full": [
      report({
        status: `Reporting-MTA: dns;AM0PR01.mail.example\n\n${mia}\nAction: failed\nStatus: 5.2.2\nDiagnostic-Code: smtp;554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceededException`,
        mail: whole,
      }),
      "soft",
    ],
    "Gmail, in several lines": [
      report({
        from: "Mail Delivery Subsystem <mailer-daemon@googlemail.example>",
        subject: "Delivery Status Notification (Failure)",
        headers: "Auto-Submitted: auto-replied\nX-Failed-Recipients: mia@mail.example",
        words: `Content-Type: multipart/related; boundary="r"

--r
Content-Type: text/html; charset="UTF-8"
Content-Transfer-Encoding: base64

PHA+QWRkcmVzcyBub3QgZm91bmQ8L3A+
--r
Content-Type: image/png; name="icon.png"
Content-Transfer-Encoding: base64
Content-ID: <icon.png>

iVBORw0KGgo=
--r--`,
        status: `Reporting-MTA: dns; googlemail.example
Arrival-Date: Sat, 28 Nov 2026 02:00:00 -0800 (PST)
X-Original-Message-ID: <${messageId}>

${mia}
Action: failed
Status: 5.1.1
Remote-MTA: dns; mx.mail.example. (192.0.2.1, the server for the domain mail.example.)
Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist.
 550-5.1.1 Please try double-checking the address
 550 5.1.1 https://support.mail.example
Last-Attempt-Date: Sat, 28 Nov 2026 02:00:01 -0800 (PST)`,
        mail: whole,
      }),
      "hard",
    ],
    "Gmail, a delay": [
      report({
        subject: "Delivery Status Notification (Delay)",
        status: `Reporting-MTA: dns; googlemail.example\n\n${mia}\nAction: delayed\nStatus: 4.4.1\nWill-Retry-Until: Mon, 30 Nov 2026 02:00:00 -0800 (PST)`,
        mail: headersOnly,
      }),
      "ignored",
    ],
    "Sendmail, in capitals": [
      report({
        from: "Mail Delivery Subsystem <MAILER-DAEMON@mx.example>",
        subject: "Returned mail: see transcript for details",
        headers: "Auto-Submitted: auto-generated (failure)",
        status: `Reporting-MTA: dns; mx.example
Received-From-MTA: DNS; app.penning.test

Original-Recipient: rfc822;mia@mail.example
Final-Recipient: RFC822; mia@mail.example
Action: failed
Status: 5.1.1
Remote-MTA: DNS; mx.mail.example
Diagnostic-Code: SMTP; 550 5.1.1 <mia@mail.example>... User unknown
Last-Attempt-Date: Sat, 28 Nov 2026 10:00:00 GMT`,
        mail: headersOnly,
      }),
      "hard",
    ],
    "Sendmail, a warning": [
      report({
        subject: "Warning: could not send message for past 4 hours",
        headers: "Auto-Submitted: auto-generated (warning-timeout)",
        status: `${mta}\n\n${mia}\nAction: delayed\nStatus: 4.2.0\nWill-Retry-Until: Wed, 2 Dec 2026 10:00:00 GMT`,
        mail: whole,
      }),
      "ignored",
    ],
    qmail: [
      plain(
        "Subject: failure notice",
        `Hi. This is the qmail-send program at mx.example.

<mia@mail.example>:
Sorry, no mailbox here by that name. (#5.1.1)

--- Below this line is a copy of the message.

${header}`,
      ),
      "unreadable",
    ],
    "an out-of-office note": [
      plain("Subject: Automatic reply: News\nAuto-Submitted: auto-replied", "I am away. 550 5.1.1"),
      "ignored",
    ],
    "an out-of-office note of a list server": [
      plain(
        "Auto-Submitted: auto-generated\nPrecedence: bulk\nX-Auto-Response-Suppress: All\nSubject: Away",
        "I am away.",
      ),
      "ignored",
    ],
    "without a status, and a server that was clear": [
      report({
        status: `${mta}\n\n${mia}\nAction: failed\nDiagnostic-Code: smtp; 550 5.1.1 Unknown`,
        mail: whole,
      }),
      "hard",
    ],
    "without the mail": [report({ status: failed, mail: null }), "unknown"],
    "without the report in it": [report({ status: null, mail: whole }), "unreadable"],
    "of nobody": [report({ status: mta, mail: whole }), "ignored"],
    "forwarded by a person, inside another mail": [
      report({
        type: "multipart/mixed",
        headers: "X-Forwarded: yes",
        status: null,
        mail: `Content-Type: message/rfc822\n\n${report({ status: failed, mail: "" }).toString("latin1").replaceAll("\r\n", "\n")}`,
      }),
      "unreadable",
    ],
    "a bounce of a bounce": [
      report({
        status: failed,
        mail: `Content-Type: message/rfc822\n\nFrom: mailer-daemon@mx.example\nMessage-ID: <1@mx.example>\nContent-Type: multipart/report; boundary="n"\n\n--n\n${whole}\n--n--`,
      }),
      "unknown",
    ],
    "with bytes that are no UTF-8": [
      report({
        words:
          "Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: 8bit\n\nZustellung unm\u00f6glich f\u00fcr M\u00efa",
        status: failed.replace("User unknown", "Empf\u00e4nger unbekannt"),
        mail: whole,
      }),
      "hard",
    ],
    "in a charset that is none": [
      report({
        words: "Content-Type: text/plain; charset=x-nobody-knows\n\n\u00ff\u00fe\u0001",
        status: failed,
        mail: whole,
      }),
      "hard",
    ],
    "with a mail of 900 kB": [
      report({ status: failed, mail: `${whole}\n${"x".repeat(70).concat("\n").repeat(12_000)}` }),
      "hard",
    ],
    "cut off behind the mail's header": [report({ status: failed, mail: whole, end: "" }), "hard"],
    "cut off in the report": [
      report({ status: `${mta}\n\n${mia}\nAction: fai`, mail: null, end: "" }),
      "ignored",
    ],
    "to an address that is not ASCII": [
      Buffer.from(
        report({ status: failed.replace("rfc822; mia", "utf-8; m\u00efa"), mail: whole })
          .toString("latin1")
          .replace("message/delivery-status", "message/global-delivery-status"),
      ),
      "hard",
    ],
    "of two recipients, one of which has it": [
      report({
        status: `${failed}\n\nFinal-Recipient: rfc822; other@mail.example\nAction: failed\nStatus: 4.2.2`,
        mail: whole,
      }),
      "soft",
    ],
    "a complaint of a reader": [
      report({
        from: "fbl@mail.example",
        subject: "FW: News",
        headers: "X-Loop: fbl",
        type: "multipart/report; report-type=feedback-report",
        statusType: "message/feedback-report",
        status:
          "Feedback-Type: abuse\nUser-Agent: SomeGenerator/1.0\nVersion: 1\nOriginal-Rcpt-To: <redacted@mail.example>",
        mail: whole,
      }),
      "complained",
    ],
    "a reader who says that it is no spam": [
      report({
        type: "multipart/report; report-type=feedback-report",
        statusType: "message/feedback-report",
        status: "Feedback-Type: not-spam\nVersion: 1",
        mail: whole,
      }),
      "ignored",
    ],
    "a complaint without its kind": [
      report({
        type: "multipart/report; report-type=feedback-report",
        headers: "X-Loop: fbl",
        statusType: "message/feedback-report",
        status: "Version: 1",
        mail: whole,
      }),
      "unreadable",
    ],
    "with our mark alone": [
      report({ status: failed, mail: marked(`X-Newsletter-Mail: ${mark}`) }),
      "hard",
    ],
    "with our mark in two lines": [
      report({ status: failed, mail: marked(`X-Newsletter-Mail:\n ${mark}`) }),
      "hard",
    ],
    "with the Message-ID alone": [
      report({ status: failed, mail: marked(`Message-ID: <${messageId}>`) }),
      "hard",
    ],
    "with a mark that somebody changed": [
      report({ status: failed, mail: marked(`X-Newsletter-Mail: ${mark.replace(/.$/, "-")}`) }),
      "unknown",
    ],
    "of a mail of somebody else": [
      report({ status: failed, mail: marked("Message-ID: <20261128.1@other.example>") }),
      "unknown",
    ],
  };
}
