import type { DocsPage } from "./page.ts";
import { List, P } from "./prose.tsx";

export const credits: DocsPage = {
  slug: "credits",
  title: "Plans and credits",
  description: "What plans include and how credits are counted and bought.",
  sections: [
    {
      id: "plans",
      title: "Plans",
      body: (
        <P>
          A plan gives an organization seats, and credits for each period. Organizations without a
          subscription are on the free plan. Prices and plan names come from Polar, and the pricing
          page follows when they change there.
        </P>
      ),
    },
    {
      id: "periods",
      title: "Periods",
      body: (
        <List>
          <li>With a subscription, the period is Polar’s billing period.</li>
          <li>On the free plan, the period is the calendar month in UTC.</li>
          <li>A canceled subscription stays active until its period ends.</li>
        </List>
      ),
    },
    {
      id: "packs",
      title: "Credit packs",
      body: (
        <P>
          Buy credit packs once, on any plan. Each order adds credits exactly once, even if Polar
          reports it several times. If an order is refunded, its unspent credits are removed.
        </P>
      ),
    },
  ],
};
