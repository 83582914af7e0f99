import type { DocsPage } from "./page.ts";
import { Code, Facts, List, P } from "./prose.tsx";

export const organizations: DocsPage = {
  slug: "organizations",
  title: "Organizations and roles",
  description:
    "What organizations are, what each role can do, and what happens when you delete one.",
  sections: [
    {
      id: "organizations",
      title: "Organizations",
      body: (
        <>
          <P>
            Members, plan, credits and API keys belong to an organization. The organization is part
            of the URL, such as <Code>/o/acme</Code>, so you can open several side by side. One
            account can belong to many organizations.
          </P>
          <P>
            You can change the name and the URL of an organization. The old URL redirects to the new
            one.
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
            label="Permissions of each role"
            head={["Action", "Owner", "Admin", "Member"]}
            rows={[
              ["See the organization, its members and usage", "Yes", "Yes", "Yes"],
              ["Leave", "Yes", "Yes", "Yes"],
              ["Invite, remove and change members and admins", "Yes", "Yes", "No"],
              ["Read the audit trail", "Yes", "Yes", "No"],
              ["Manage API keys and webhook endpoints", "Yes", "Yes", "No"],
              ["Rename", "Yes", "Yes", "No"],
              ["Promote and demote owners", "Yes", "No", "No"],
              ["Change the URL", "Yes", "No", "No"],
              ["Manage billing", "Yes", "No", "No"],
              ["Delete and restore the organization", "Yes", "No", "No"],
              ["See and replay incoming webhooks", "Yes", "No", "No"],
            ]}
          />
          <P>
            An organization always has an owner. The last owner cannot leave or change roles, even
            if two owners try at the same time.
          </P>
        </>
      ),
    },
    {
      id: "privacy",
      title: "Privacy",
      body: (
        <P>
          People outside an organization cannot see that it exists: its pages answer 404. Every
          statement that reads or writes checks in its own SQL that the user is a member with the
          required role.
        </P>
      ),
    },
    {
      id: "deleting",
      title: "Deleting",
      body: (
        <List>
          <li>To delete an organization, an owner confirms by typing its name.</li>
          <li>An owner can restore it for 7 days. Until then, no data is lost.</li>
          <li>
            After that, all its data is deleted, including memberships, usage and the audit trail.
          </li>
        </List>
      ),
    },
  ],
};
