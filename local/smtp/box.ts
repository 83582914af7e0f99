/** A mail as it arrived. Its fields are those of the inbox's JSON. */
export interface ReceivedMail {
  /** Of the inbox, counted up. */
  id: number;
  /** Whom the sender named to the server, which is who gets it. */
  recipients: string[];
  from: string;
  /** As the header has it. */
  to: string;
  subject: string;
  messageId: string;
  /** ISO 8601. */
  receivedAt: string;
  text: string;
  html: string;
  headers: { name: string; value: string }[];
  /** The addresses in the text, in its order. */
  links: string[];
}

export interface MailBox {
  /** Newest first; those to one address, or all. */
  list(recipient?: string): ReceivedMail[];
  find(id: number): ReceivedMail | undefined;
  add(mail: Omit<ReceivedMail, "id" | "receivedAt" | "links">): void;
  clear(): void;
}

/** Mail in memory; when it is full, the oldest goes. */
export function createBox(limit = 500): MailBox {
  let mails: ReceivedMail[] = [];
  let count = 0;
  return {
    list: (recipient) =>
      recipient
        ? mails.filter(({ recipients }) => recipients.includes(recipient.toLowerCase()))
        : mails,
    find: (id) => mails.find((mail) => mail.id === id),
    add(mail) {
      const found = mail.text.match(/https?:\/\/[^\s<>"]+/g) ?? [];
      // A plain text often has them in brackets.
      const links = found.map((link) => (link.includes("(") ? link : link.replace(/\)$/, "")));
      const receivedAt = new Date().toISOString();
      const recipients = mail.recipients.map((recipient) => recipient.toLowerCase());
      mails = [{ ...mail, recipients, id: ++count, receivedAt, links }, ...mails].slice(0, limit);
    },
    clear() {
      mails = [];
    },
  };
}
