"use client";

import { Button } from "#lib/ui/button.tsx";
import { CenteredPage } from "#lib/ui/centered-page.tsx";

interface Props {
  error: Error & { digest?: string };
  reset(): void;
}

export default function ErrorPage({ error, reset }: Props) {
  return (
    <CenteredPage title="Something went wrong">
      <p className="text-muted">
        It is our fault and has been logged.
        {error.digest && (
          <>
            {" "}
            If you write to us about it, mention <code className="font-mono">{error.digest}</code>.
          </>
        )}
      </p>
      <div>
        <Button onClick={reset}>Try again</Button>
      </div>
    </CenteredPage>
  );
}
