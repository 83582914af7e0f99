import Link from "next/link";
import { subscriberPath } from "#lib/products/newsletter/audience/paths.ts";
import { standingOf } from "#lib/products/newsletter/audience/subscribers/standing.ts";
import type { ListedSubscriber } from "#lib/products/newsletter/audience/subscribers/subscribers.ts";
import { Badge } from "#lib/ui/badge.tsx";
import { Cell, ColumnHead, Table } from "#lib/ui/table.tsx";
import { Time } from "#lib/ui/time.tsx";

interface RowsProps {
  slug: string;
  people: ListedSubscriber[];
}

/** The list of subscribers. */
export function Rows({ slug, people }: RowsProps) {
  return (
    <Table
      caption="Subscribers"
      head={
        <>
          <ColumnHead>Person</ColumnHead>
          <ColumnHead className="w-32 sm:w-40">Status</ColumnHead>
          <ColumnHead className="w-40 max-sm:hidden">Added</ColumnHead>
        </>
      }
    >
      {people.map((person) => (
        <Row key={person.id} slug={slug} person={person} />
      ))}
    </Table>
  );
}

function Row({ slug, person }: { slug: string; person: ListedSubscriber }) {
  const { id, email, name, createdAt } = person;
  const { label, tone } = standingOf(person);
  return (
    <tr>
      <Cell>
        <Link
          href={subscriberPath(slug, id)}
          prefetch={false}
          className="rounded font-medium wrap-anywhere hover:underline"
        >
          {name || email}
        </Link>
        {name && <span className="block text-xs text-muted wrap-anywhere">{email}</span>}
      </Cell>
      <Cell>
        <Badge tone={tone}>{label}</Badge>
      </Cell>
      <Cell className="text-muted max-sm:hidden">
        <Time value={createdAt} style="day" />
      </Cell>
    </tr>
  );
}
