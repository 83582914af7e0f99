"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import {
  currentToasts,
  dismissToast,
  subscribeToToasts,
  type Toast,
  toastsOnServer,
} from "./toast-store.ts";

const shownFor = 6_000;

/**
 * Where toasts appear, once on every page. The region is there before its words are, so that screen
 * readers say them; a toast stays while it is pointed at or has the focus.
 */
export function Toasts() {
  const toasts = useSyncExternalStore(subscribeToToasts, currentToasts, toastsOnServer);
  return (
    <div role="status" className="toasts">
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </div>
  );
}

function ToastCard({ toast }: { toast: Toast }) {
  const [isHeld, setIsHeld] = useState(false);
  useEffect(() => {
    if (isHeld) return;
    const timer = setTimeout(() => dismissToast(toast.id), shownFor);
    return () => clearTimeout(timer);
  }, [isHeld, toast.id]);
  const hold = () => setIsHeld(true);
  const release = () => setIsHeld(false);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only its time on the page depends on them
    <div
      className="toast"
      data-tone={toast.tone}
      onPointerEnter={hold}
      onPointerLeave={release}
      onFocus={hold}
      onBlur={release}
    >
      <span className="min-w-0 flex-1">{toast.text}</span>
      <button
        type="button"
        aria-label="Dismiss"
        className="-m-1 rounded p-1 leading-none text-muted hover:text-ink"
        onClick={() => dismissToast(toast.id)}
      >
        ×
      </button>
    </div>
  );
}
