import type { DocsPage } from "./page.ts";
import { List, P } from "./prose.tsx";

export const invitations: DocsPage = {
  slug: "invitations",
  title: "Invitations and seats",
  description: "Invite people by email, and how seats are counted.",
  sections: [
    {
      id: "inviting",
      title: "Invite a member",
      body: (
        <P>
          Owners and admins invite people by email address and choose their role. We email a link.
          It works for people who have an account with that address, and for people who create one.
          Each address can have one open invitation per organization.
        </P>
      ),
    },
    {
      id: "links",
      title: "Links",
      body: (
        <List>
          <li>A link works once, for 7 days, and only for the address it was sent to.</li>
          <li>Resending an invitation sends a new link. The old link stops working.</li>
          <li>
            Confirm your own email address before you invite others. An address can receive at most
            five invitations a day. If you invite an address again within a day of revoking an
            invitation to it, no second email is sent: the first link opens the new invitation.
          </li>
          <li>A revoked link stops working immediately.</li>
          <li>The database stores a hash of the link’s token, not the token itself.</li>
        </List>
      ),
    },
    {
      id: "seats",
      title: "Seats",
      body: (
        <P>
          Your plan sets the number of seats. Members and open invitations each use one. When no
          seats are left, revoke an invitation, remove a member or change the plan before you invite
          more people. Members keep access when you move to a smaller plan.
        </P>
      ),
    },
  ],
};
