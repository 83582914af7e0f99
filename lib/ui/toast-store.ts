export interface Toast {
  id: number;
  text: string;
  tone: "success" | "danger";
}

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();
const none: readonly Toast[] = [];

/** Says something in passing, in a corner of the page. What must not be missed is an `Alert`. */
export function showToast(text: string, tone: Toast["tone"] = "success"): void {
  lastId += 1;
  // Three at most: more are not read.
  change([...toasts, { id: lastId, text, tone }].slice(-3));
}

export function dismissToast(id: number): void {
  change(toasts.filter((toast) => toast.id !== id));
}

export function subscribeToToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const currentToasts = (): readonly Toast[] => toasts;
export const toastsOnServer = (): readonly Toast[] => none;

function change(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}
