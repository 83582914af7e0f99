import type { DocsPage } from "./page.ts";
import { Code, Facts, List, P } from "./prose.tsx";

export const organizations: DocsPage = {
  slug: "organizations",
  title: "Organizations and roles",
  description: "A team, its people, what each role may do, and what happens when it is deleted.",
  sections: [
    {
      id: "organizations",
      title: "Organizations",
      body: (
        <>
          <P>
            Everything belongs to an organization: people, plan, credits, keys. It is part of the
            address, as in <Code>/o/acme</Code>, so two of them can be open side by side. One
            account can be in many.
          </P>
          <P>
            An organization can be renamed and can move to another address. The old address leads to
            the new one.
          </P>
        </>
      ),
    },
    {
      id: "roles",
      title: "Roles",
      body: (
        <>
          <Facts
            label="What each role may do"
            head={["Act", "Owner", "Admin", "Member"]}
            rows={[
              ["See the organization and its people", "Yes", "Yes", "Yes"],
              ["Leave", "Yes", "Yes", "Yes"],
              ["Invite, remove and change members and admins", "Yes", "Yes", "No"],
              ["Rename", "Yes", "Yes", "No"],
              ["Make or unmake owners", "Yes", "No", "No"],
              ["Change the address", "Yes", "No", "No"],
              ["Delete, and take that back", "Yes", "No", "No"],
              ["See and replay webhooks", "Yes", "No", "No"],
            ]}
          />
          <P>
            There is always an owner. The last one can neither leave nor be lowered, also not when
            two owners try at the same moment.
          </P>
        </>
      ),
    },
    {
      id: "privacy",
      title: "What others see",
      body: (
        <P>
          Nothing. To everybody who is not in it, an organization looks as if it did not exist: its
          pages answer 404. Each statement that reads or writes proves in its own SQL that who asks
          is a member with the role that it takes.
        </P>
      ),
    },
    {
      id: "deleting",
      title: "Deleting",
      body: (
        <List>
          <li>Whoever deletes an organization types its name first.</li>
          <li>For 7 days an owner can take that back. Until then nothing is lost.</li>
          <li>After that everything goes: people’s memberships, usage, the audit trail.</li>
        </List>
      ),
    },
  ],
};
