import type { Metadata } from "next";
import { subscribersPath } from "#lib/products/newsletter/audience/paths.ts";
import { standingOf } from "#lib/products/newsletter/audience/subscribers/standing.ts";
import { Badge } from "#lib/ui/badge.tsx";
import { Card } from "#lib/ui/card.tsx";
import { Facts } from "#lib/ui/facts.tsx";
import { PageHeader } from "#lib/ui/page-header.tsx";
import { Time } from "#lib/ui/time.tsx";
import { workspacePage } from "#lib/workspace/workspace-page.tsx";
import { DetailsCard } from "./details-card.tsx";
import { Ending } from "./ending.tsx";
import { History } from "./history.tsx";
import { ListsCard } from "./lists-card.tsx";
import { getPerson } from "./read.ts";

export const metadata: Metadata = { title: "Subscriber" };

export default workspacePage({
  route: "/o/[slug]/subscribers/[id]",
  current: "/subscribers",
  read: (db, scope, { params }) => getPerson(db, scope, params.id),
  render({ frame, person, offered, fields }, { slug, query }) {
    const { label, tone } = standingOf(person);
    const parts = { person, slug, query };
    return (
      <>
        <PageHeader
          title={person.name || person.email}
          description={person.name ? person.email : undefined}
          back={{ href: subscribersPath(slug), label: "Subscribers" }}
          aside={<Badge tone={tone}>{label}</Badge>}
        />
        <div className="grid items-start gap-4 lg:grid-cols-2">
          <div className="grid gap-4">
            <Card title="About">
              <Facts
                facts={{
                  Added: <Time value={person.createdAt} style="day" />,
                  Confirmed: person.confirmedAt && <Time value={person.confirmedAt} style="day" />,
                  "Not confirmed since": person.pendingSince && (
                    <Time value={person.pendingSince} style="day" />
                  ),
                  Unsubscribed: person.unsubscribedAt && (
                    <Time value={person.unsubscribedAt} style="day" />
                  ),
                  Bounced: person.bouncedAt && <Time value={person.bouncedAt} style="day" />,
                  Complained: person.complainedAt && (
                    <Time value={person.complainedAt} style="day" />
                  ),
                  Tracking: person.isTracked ? undefined : "Turned off by the person",
                }}
              />
            </Card>
            <DetailsCard {...parts} fields={fields} />
            <ListsCard {...parts} offered={offered} />
            <Ending {...parts} role={frame.role} />
          </div>
          <History slug={slug} events={person.events} mails={person.mails} />
        </div>
      </>
    );
  },
});
