"use client";

import { Button } from "#lib/ui/button.tsx";
import { showToast } from "#lib/ui/toast-store.ts";

export function ToastButton() {
  return (
    <Button look="secondary" onClick={() => showToast("Name changed.")}>
      Show a toast
    </Button>
  );
}
