import type { DocsPage } from "./page.ts";
import { Code, List, Listing, P } from "./prose.tsx";

export const gettingStarted: DocsPage = {
  slug: "getting-started",
  title: "Getting started",
  description:
    "Run everything on your machine with one command, then deploy it to Vercel and Neon.",
  sections: [
    {
      id: "run",
      title: "Run it",
      body: (
        <>
          <P>
            You need Node 20 or later and npm; after the packages are installed no account, key,
            Docker or network.
          </P>
          <Listing label="To run it">npm ci && npm run dev</Listing>
          <P>
            That starts Postgres, PgBouncer (when it is installed), Neon’s SQL over HTTP, stand-ins
            for Polar and Clerk, and the app. It fills in demo data and prints where everything is.
            To begin again with new data: <Code>npm run dev -- --fresh</Code>.
          </P>
        </>
      ),
    },
    {
      id: "sign-in",
      title: "Sign in",
      body: (
        <>
          <P>
            Open <Code>http://localhost:3000</Code> and sign in with one of the demo’s accounts. The
            password of each is <Code>penning-demo</Code>.
          </P>
          <List>
            <li>
              <Code>owner@acme.test</Code> owns Acme and is an admin of Initech
            </li>
            <li>
              <Code>admin@acme.test</Code> and <Code>member@acme.test</Code> are in Acme with less
              to say
            </li>
            <li>
              <Code>outsider@globex.test</Code> owns Globex and sees nothing of the others
            </li>
          </List>
        </>
      ),
    },
    {
      id: "change",
      title: "See it change",
      body: (
        <>
          <P>
            What Polar and Clerk would send can be sent from another terminal, signed as they sign.
            The plan of Acme changes with the next load of its page:
          </P>
          <Listing label="To change a plan">
            npm run webhook -- polar subscription.updated --org acme --plan scale
          </Listing>
        </>
      ),
    },
    {
      id: "test",
      title: "Test it",
      body: (
        <>
          <Listing label="To test it">npm ci && npm test</Listing>
          <P>
            Types, style and unit tests; every function that reads or writes on each driver; the
            sync under disorder; the built edge functions in workerd; the app in a browser.
          </P>
        </>
      ),
    },
    {
      id: "deploy",
      title: "Deploy it",
      body: (
        <>
          <P>
            Create a Vercel project with the Neon integration, set the variables that{" "}
            <Code>.env.example</Code> lists, run <Code>npm run db:migrate</Code>, then{" "}
            <Code>vercel deploy</Code>. <Code>npm run doctor</Code> says what is missing or out of
            reach. The repository’s <Code>docs/deploying.md</Code> has each step.
          </P>
        </>
      ),
    },
  ],
};
