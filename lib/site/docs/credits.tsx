import type { DocsPage } from "./page.ts";
import { List, P } from "./prose.tsx";

export const credits: DocsPage = {
  slug: "credits",
  title: "Plans and credits",
  description: "What a plan includes, how credits are counted, and how Polar comes into it.",
  sections: [
    {
      id: "plans",
      title: "Plans",
      body: (
        <P>
          A plan gives an organization seats and credits for each period. Without a subscription it
          is on the free plan. Prices and names come from Polar: when they change there, the page
          with the pricing says so.
        </P>
      ),
    },
    {
      id: "periods",
      title: "Periods",
      body: (
        <List>
          <li>With a subscription, the period is the one that Polar bills.</li>
          <li>On the free plan it is the calendar month, in UTC.</li>
          <li>A canceled subscription stays until its period ends.</li>
        </List>
      ),
    },
    {
      id: "packs",
      title: "Credit packs",
      body: (
        <P>
          Credits can be bought besides, once, on any plan. An order becomes credits exactly once,
          however often Polar tells of it. When it is paid back, what is unspent is taken back.
        </P>
      ),
    },
  ],
};
