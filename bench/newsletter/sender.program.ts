import { tcpDatabase } from "#lib/db/node.ts";
import { runNewsletter } from "#lib/products/newsletter/sending/run.ts";

// A sender as a process of its own, as a function is: it sends until it is killed. What it was started
// with is in its environment; its holder's name is known, so that its lease can end when it is dead.

const { SENDER_DATABASE = "", SENDER_SMTP = "", SENDER_HOLDER = "" } = process.env;
const { db } = tcpDatabase(SENDER_DATABASE);
const options = {
  url: SENDER_SMTP,
  from: { name: "Penning", address: "mail@penning.test" },
  appUrl: "https://app.example.com",
  limits: { rate: 100_000, daily: null, senders: 16, connections: 5 },
  holder: SENDER_HOLDER,
};
process.send?.("ready");
for (;;) {
  await runNewsletter(db, { budget: 120_000, options });
  await new Promise((done) => setTimeout(done, 50));
}
