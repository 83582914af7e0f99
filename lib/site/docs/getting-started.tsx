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
            You need Node 20 or later and npm. Once the packages are installed, you need no account,
            key, Docker or network.
          </P>
          <Listing label="Run the app">npm ci && npm run dev</Listing>
          <P>
            This starts Postgres, PgBouncer (if installed), Neon’s SQL over HTTP, stand-ins for
            Polar, Clerk and a mail server, and the app. It adds demo data and prints the address of
            each service. Emails that the app sends appear in a local inbox at{" "}
            <Code>http://localhost:54325</Code>. To start over with new data, run{" "}
            <Code>npm run dev -- --fresh</Code>.
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
            Open <Code>http://localhost:3000</Code> and sign in with one of the demo accounts. They
            all have the password <Code>penning-demo</Code>.
          </P>
          <List>
            <li>
              <Code>owner@acme.test</Code> owns Acme and is an admin of Initech
            </li>
            <li>
              <Code>admin@acme.test</Code> and <Code>member@acme.test</Code> are an admin and a
              member of Acme
            </li>
            <li>
              <Code>outsider@globex.test</Code> owns Globex and has no access to the others
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
            Send events of Polar and Clerk from another terminal, with valid signatures. This
            command changes Acme’s plan. Reload its page to see it:
          </P>
          <Listing label="Change a plan">
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
          <Listing label="Run the tests">npm ci && npm test</Listing>
          <P>
            This runs type checks, lint and unit tests, tests every database function on each
            driver, delivers webhooks out of order, runs the built edge functions in workerd and
            opens the app in a browser.
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
            <Code>vercel deploy</Code>. <Code>npm run doctor</Code> reports anything that is missing
            or unreachable. See <Code>docs/deploying.md</Code> in the repository for every step.
          </P>
        </>
      ),
    },
  ],
};
