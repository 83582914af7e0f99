import type { DocsPage } from "./page.ts";
import { Code, List, P } from "./prose.tsx";

export const account: DocsPage = {
  slug: "account",
  title: "Account and sessions",
  description:
    "Your name, address and password, where you are signed in, and how to leave for good.",
  sections: [
    {
      id: "you",
      title: "You",
      body: (
        <P>
          One account, whichever organizations you are in. Name, picture and password are changed on
          the page <Code>/account</Code>. A new e-mail address counts once it is confirmed by the
          link that is sent to it.
        </P>
      ),
    },
    {
      id: "sessions",
      title: "Sessions",
      body: (
        <List>
          <li>The page lists where you are signed in, with browser and address.</li>
          <li>
            A session can be ended, or all but this one. Its pages may show for up to five minutes
            more, because they are recognised by a signed cookie until then. It can change nothing
            any more.
          </li>
        </List>
      ),
    },
    {
      id: "deleting",
      title: "Deleting your account",
      body: (
        <P>
          What is personal is erased. What a team has recorded stays with the team, without your
          name. An organization in which you are alone is deleted too, after the same 7 days as any
          other. The last owner among others makes somebody else an owner first.
        </P>
      ),
    },
    {
      id: "clerk",
      title: "With Clerk",
      body: (
        <P>
          A deployment that signs people in with Clerk shows Clerk’s own pages for all of this. The
          rest of the app is the same.
        </P>
      ),
    },
  ],
};
