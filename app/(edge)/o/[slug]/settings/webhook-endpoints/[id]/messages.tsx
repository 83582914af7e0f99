import { SearchX, Send } from "lucide-react";
import Link from "next/link";
import type { Turned } from "#lib/db/keyset.ts";
import { withQuery } from "#lib/http/next.ts";
import { endpointPath, messagePath } from "#lib/outgoing-webhooks/acts.ts";
import type { ListedMessage, MessageState } from "#lib/outgoing-webhooks/message.ts";
import { retentionDays } from "#lib/outgoing-webhooks/rules.ts";
import { formatNumber } from "#lib/text/format.ts";
import { EmptyState } from "#lib/ui/empty-state.tsx";
import { FilterBar } from "#lib/ui/filter-bar.tsx";
import { Pager } from "#lib/ui/pager.tsx";
import { Section } from "#lib/ui/section.tsx";
import { Cell, ColumnHead, Table } from "#lib/ui/table.tsx";
import { Time } from "#lib/ui/time.tsx";
import { MessageBadge, stateNames } from "../state.tsx";

interface MessagesProps {
  slug: string;
  endpoint: string;
  messages: Turned<ListedMessage>;
  query: {
    state?: MessageState | undefined;
    after?: string | undefined;
    before?: string | undefined;
  };
}

/** What was sent to an endpoint, newest first. */
export function Messages({ slug, endpoint, messages, query }: MessagesProps) {
  const page = endpointPath(slug, endpoint);
  const { state } = query;
  const { shown, previous, next } = messages;
  const isUnused = shown.length === 0 && !state && !query.after && !query.before;
  return (
    <Section
      title="Messages"
      description={`What was sent in the last ${retentionDays} days, and what is waiting.`}
    >
      {isUnused ? (
        <EmptyState
          icon={Send}
          title="No messages yet"
          text="Events appear here as they happen. Send a test event to try the endpoint."
        />
      ) : (
        <>
          <FilterBar
            action={page}
            selects={[
              {
                name: "state",
                label: "State",
                value: state,
                options: { "": "Any state", ...stateNames },
              },
            ]}
          />
          {shown.length === 0 ? (
            <EmptyState icon={SearchX} title="No matching messages" text="Try another state." />
          ) : (
            <Rows slug={slug} endpoint={endpoint} messages={shown} />
          )}
          <Pager
            label="Pages of messages"
            previous={previous && withQuery(page, { state, before: previous })}
            next={next && withQuery(page, { state, after: next })}
            names={{ previous: "Newer", next: "Older" }}
          />
        </>
      )}
    </Section>
  );
}

interface RowsProps {
  slug: string;
  endpoint: string;
  messages: ListedMessage[];
}

function Rows({ slug, endpoint, messages }: RowsProps) {
  const head = (
    <>
      <ColumnHead>Event</ColumnHead>
      <ColumnHead>State</ColumnHead>
      <ColumnHead>Response</ColumnHead>
      <ColumnHead>Attempts</ColumnHead>
      <ColumnHead>Created</ColumnHead>
    </>
  );
  return (
    <Table caption="Messages, newest first" head={head} isStacked>
      {messages.map(({ id, type, state, status, attempts, createdAt }) => (
        <tr key={id}>
          <Cell label="Event">
            <Link
              href={messagePath(slug, endpoint, id)}
              prefetch={false}
              className="rounded font-medium wrap-anywhere hover:underline"
            >
              {type}
            </Link>
          </Cell>
          <Cell label="State">
            <MessageBadge state={state} />
          </Cell>
          <Cell label="Response" className="text-muted tabular-nums">
            {status ?? (attempts > 0 ? "None" : "–")}
          </Cell>
          <Cell label="Attempts" className="text-muted tabular-nums">
            {formatNumber(attempts)}
          </Cell>
          <Cell label="Created" className="text-muted">
            <Time value={createdAt} style="second" />
          </Cell>
        </tr>
      ))}
    </Table>
  );
}
