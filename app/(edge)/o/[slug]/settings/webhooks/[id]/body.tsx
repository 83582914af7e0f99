import { Card } from "#lib/ui/card.tsx";

/** What was sent, with its lines indented. It can be scrolled, with the keyboard too. */
export function Body({ body }: { body: string }) {
  return (
    <Card title="Body" className="min-w-0">
      <section
        aria-label="Body"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable without a mouse.
        tabIndex={0}
        className="max-h-[32rem] overflow-auto rounded-lg bg-sunken p-4"
      >
        <pre className="font-mono text-xs leading-5">{indent(body)}</pre>
      </section>
    </Card>
  );
}

function indent(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
