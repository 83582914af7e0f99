import type { DocsPage } from "./page.ts";
import { List, P } from "./prose.tsx";

export const invitations: DocsPage = {
  slug: "invitations",
  title: "Invitations and seats",
  description:
    "How somebody joins by a link in a mail, with an account or without, and when they cannot.",
  sections: [
    {
      id: "inviting",
      title: "Inviting somebody",
      body: (
        <P>
          Admins and owners invite by e-mail address and choose the role. The address gets a mail
          with a link. It works for somebody who has an account with that address, and for somebody
          who is about to make one. An address has one open invitation to an organization at a time.
        </P>
      ),
    },
    {
      id: "links",
      title: "Links",
      body: (
        <List>
          <li>A link works once, for 7 days, and for the address that it was sent to.</li>
          <li>Sent again, an invitation has a new link, and the old one stops working.</li>
          <li>
            To invite others, confirm your own address first. An address gets five invitations a day
            at the most, and no second mail within a day of an invitation that you took back: the
            link in the first one leads to the new invitation.
          </li>
          <li>Revoked, it stops working at once.</li>
          <li>The database keeps a hash of the link’s token, not the token.</li>
        </List>
      ),
    },
    {
      id: "seats",
      title: "Seats",
      body: (
        <P>
          A plan says how many people an organization may have. Members and open invitations each
          take a seat. When all seats are taken, revoke an invitation, remove a member or change the
          plan before you invite the next person. People who are in stay in, also when the plan
          becomes smaller.
        </P>
      ),
    },
  ],
};
