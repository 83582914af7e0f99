import { formOf } from "#lib/forms/act.ts";
import { formState } from "#lib/forms/form.ts";
import { setListsAct } from "#lib/products/newsletter/audience/subscribers/acts.ts";
import { Card } from "#lib/ui/card.tsx";
import { Form } from "#lib/ui/form.tsx";
import { ListBoxes } from "../list-boxes.tsx";
import type { PersonPart } from "./details-card.tsx";

interface ListsCardProps extends PersonPart {
  offered: { id: string; name: string }[];
}

/** The lists that a person is on. */
export function ListsCard({ person, offered, slug, query }: ListsCardProps) {
  const form = formOf(setListsAct, { slug, id: person.id });
  const { message, errors } = formState(form, query);
  const isOff = person.status === "unsubscribed";
  const archived = person.lists.filter(({ id }) => !offered.some((list) => list.id === id));
  return (
    <div id="lists">
      <Card
        title="Lists"
        description={isOff ? "This person unsubscribed, so they are on no list." : undefined}
      >
        {!isOff && (
          <Form
            action={form.action}
            submit="Save lists"
            pending="Saving…"
            message={message}
            disabled={offered.length === 0}
          >
            <ListBoxes
              lists={offered}
              chosen={person.lists.map(({ id }) => id)}
              error={errors.lists}
              isLegendHidden
            />
            {archived.length > 0 && (
              <p className="text-sm text-muted">
                Also on archived lists: {archived.map(({ name }) => name).join(", ")}.
              </p>
            )}
          </Form>
        )}
      </Card>
    </div>
  );
}
