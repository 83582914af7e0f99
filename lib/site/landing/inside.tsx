import Link from "next/link";
import type { ReactNode } from "react";
import { Picture } from "../picture.tsx";
import type { PictureName } from "../pictures.ts";
import { Part } from "./part.tsx";

/** What is in it today, with pictures of it. */
export function Inside() {
  return (
    <Part id="inside" title="Everything a new product needs">
      <p>
        Complete pages and forms with clear error messages. They work without JavaScript, with a
        keyboard, on a phone and in dark mode.
      </p>
      <div className="mt-12 grid gap-16 sm:gap-20">
        <Feature
          picture="members"
          alt="The members of an organization with their roles, and open invitations."
          title="Organizations and members"
          href="/docs/organizations"
          more="Organizations and roles"
        >
          Owner, admin and member roles, email invitations with one-time links, and seats by plan.
          Every statement checks permissions in its own SQL, and tests try every role against every
          action.
        </Feature>
        <Feature
          picture="audit"
          alt="The audit trail: who changed a role, who was invited, when and from where."
          title="An audit trail that is always complete"
          href="/docs/audit-trail"
          more="Audit trail"
        >
          Each event is written by the same statement as the change, so there is never one without
          the other. The database refuses to change or delete events.
        </Feature>
        <Feature
          picture="webhooks"
          alt="The webhook inbox with the events Polar sent and their outcome: applied, stale or parked."
          title="Webhooks that work in any order"
          href="/docs/webhooks"
          more="Webhooks"
        >
          One statement stores each delivery and applies it. Late, duplicate and concurrent
          deliveries from Clerk and Polar lead to the same rows. A delivery that arrives too early
          is parked and replayed.
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
