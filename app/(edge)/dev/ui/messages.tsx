import { Inbox } from "lucide-react";
import { Alert } from "#lib/ui/alert.tsx";
import { Button } from "#lib/ui/button.tsx";
import { Card } from "#lib/ui/card.tsx";
import { EmptyState } from "#lib/ui/empty-state.tsx";
import { ErrorState } from "#lib/ui/error-state.tsx";
import { Section } from "#lib/ui/section.tsx";
import { BothThemes } from "./both-themes.tsx";

export function Messages() {
  return (
    <Section title="Messages">
      <BothThemes>
        <Alert tone="info">The export has at most 10,000 rows.</Alert>
        <Alert tone="success">Name changed.</Alert>
        <Alert
          tone="warning"
          title="Deleted in 3 days"
          action={
            <Button look="secondary" size="small">
              Undo
            </Button>
          }
        >
          Everything of this organization goes then.
        </Alert>
        <Alert tone="danger">That did not work. Try again in a moment.</Alert>
        <Card title="Card" description="What it is about." footer="Saved a minute ago">
          What it holds.
        </Card>
        <EmptyState
          icon={Inbox}
          title="No deliveries"
          text="They appear here as they come in."
          action={<Button>Send one</Button>}
        />
        <ErrorState title="This could not be loaded" text="The rest of the page is there." />
      </BothThemes>
    </Section>
  );
}
