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
        The error is on our side. We have logged it.
        {error.digest && (
          <>
            {" "}
            If you contact us, include this reference:{" "}
            <code className="font-mono">{error.digest}</code>.
          </>
        )}
      </p>
      <div>
        <Button onClick={reset}>Try again</Button>
      </div>
    </CenteredPage>
  );
}
