import type { ReactNode } from "react";

const tones = {
  info: "border-line bg-sunken text-ink",
  success: "border-success/30 bg-success-soft text-success",
  warning: "border-warning/30 bg-warning-soft text-warning",
  danger: "border-danger/30 bg-danger-soft text-danger",
} as const;

interface AlertProps {
  tone: keyof typeof tones;
  title?: string;
  /** What to do about it, at its end. */
  action?: ReactNode;
  children?: ReactNode;
}

/** A message about the whole page or form. `danger` is announced at once, the others politely. */
export function Alert({ tone, title, action, children }: AlertProps) {
  return (
    <div
      role={tone === "danger" ? "alert" : "status"}
      className={`flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border px-4 py-3 text-sm ${tones[tone]}`}
    >
      <div className="min-w-0 flex-1 basis-48 wrap-anywhere">
        {title && <p className="font-semibold">{title}</p>}
        {children}
      </div>
      {action}
    </div>
  );
}
