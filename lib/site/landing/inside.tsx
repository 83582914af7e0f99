import Link from "next/link";
import type { ReactNode } from "react";
import { Picture } from "../picture.tsx";
import type { PictureName } from "../pictures.ts";
import { Part } from "./part.tsx";

/** What is in it today, with pictures of it. */
export function Inside() {
  return (
    <Part id="inside" title="What a product needs first is there">
      <p>
        Not a template with blanks to fill in: pages, forms and their answers to bad input, which
        work without script, by keyboard, on a phone and in the dark.
      </p>
      <div className="mt-12 grid gap-16 sm:gap-20">
        <Feature
          picture="members"
          alt="The members of an organization with their roles, and open invitations."
          title="Organizations and the people in them"
          href="/docs/organizations"
          more="Organizations and roles"
        >
          Owners, admins and members; invitations by mail with links that work once; seats by plan.
          Each statement proves in its own SQL that who asks may do it, and a table of tests tries
          every role against every act.
        </Feature>
        <Feature
          picture="audit"
          alt="The audit trail: who changed a role, who was invited, when and from where."
          title="An audit trail that cannot be forgotten"
          href="/docs/audit-trail"
          more="The audit trail"
        >
          The record is written by the same statement as the act, so there is never one without the
          other. The database refuses to change or delete it, whoever asks.
        </Feature>
        <Feature
          picture="webhooks"
          alt="The inbox of webhooks: what Polar sent, and whether it was applied, stale or parked."
          title="Webhooks that end right, in any order"
          href="/docs/webhooks"
          more="Webhooks"
        >
          A delivery is one statement: the inbox row and its effect, both or neither. Late, twice or
          all at once, deliveries of Clerk and Polar end in the same rows. What must wait is parked
          and replayed.
        </Feature>
      </div>
    </Part>
  );
}

interface FeatureProps {
  picture: PictureName;
  alt: string;
  title: string;
  href: "/docs/organizations" | "/docs/audit-trail" | "/docs/webhooks";
  more: string;
  children: ReactNode;
}

function Feature({ picture, alt, title, href, more, children }: FeatureProps) {
  return (
    <div className="grid items-center gap-8 lg:grid-cols-[2fr_3fr] lg:gap-14 lg:even:grid-cols-[3fr_2fr] lg:even:[&>*:first-child]:order-last">
      <div>
        <h3 className="text-xl font-semibold tracking-tight">{title}</h3>
        <p className="mt-3 text-pretty leading-7 text-muted">{children}</p>
        <Link
          href={href}
          className="mt-4 inline-flex min-h-10 items-center font-medium text-accent underline-offset-4 hover:underline"
        >
          {more}
        </Link>
      </div>
      <Picture name={picture} alt={alt} className="shadow-lg" />
    </div>
  );
}
