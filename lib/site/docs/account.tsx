import type { DocsPage } from "./page.ts";
import { Code, List, P } from "./prose.tsx";

export const account: DocsPage = {
  slug: "account",
  title: "Account and sessions",
  description: "Manage your profile, password and sessions, or delete your account.",
  sections: [
    {
      id: "you",
      title: "Profile",
      body: (
        <P>
          You have one account for all your organizations. Change your name, picture and password at{" "}
          <Code>/account</Code>. A new email address takes effect when you open the link we send to
          it.
        </P>
      ),
    },
    {
      id: "sessions",
      title: "Sessions",
      body: (
        <List>
          <li>The account page lists your sessions with their browser and IP address.</li>
          <li>
            You can end one session, or all except the current one. Pages of an ended session may
            stay visible for up to five minutes, until its signed cookie expires. The session can no
            longer change anything.
          </li>
        </List>
      ),
    },
    {
      id: "deleting",
      title: "Deleting your account",
      body: (
        <P>
          Deleting your account erases your personal data. Your work in an organization stays there,
          without your name. Organizations where you are the only member are deleted too, after the
          usual 7 days. If you are the last owner of an organization with other members, make
          someone else an owner first.
        </P>
      ),
    },
    {
      id: "clerk",
      title: "With Clerk",
      body: (
        <P>
          If your deployment uses Clerk to sign people in, Clerk’s own pages replace these. The rest
          of the app is the same.
        </P>
      ),
    },
  ],
};
