import type { PriceList } from "#lib/billing/price-list.ts";
import { formatPrice } from "#lib/billing/price-text.ts";

export function Packs({ packs }: Pick<PriceList, "packs">) {
  if (packs.length === 0) return null;
  return (
    <section
      aria-labelledby="packs"
      className="mt-6 grid gap-6 rounded-2xl border border-line bg-sunken p-6 sm:p-8 lg:grid-cols-[1fr_2fr] lg:items-center"
    >
      <div>
        <h2 id="packs" className="text-lg font-semibold">
          Need more credits?
        </h2>
        <p className="mt-1 text-muted">
          One-time packs for any plan, on top of your monthly credits.
        </p>
      </div>
      <ul className="grid gap-3 sm:grid-cols-2">
        {packs.map(({ slug, name, price, validDays }) => (
          <li
            key={slug}
            className="flex items-baseline justify-between gap-4 rounded-xl border border-line bg-surface p-4"
          >
            <span>
              <span className="block font-medium">{name}</span>
              <span className="block text-sm text-muted">
                {validDays === null ? "Never expire" : `Expire after ${validDays} days`}
              </span>
            </span>
            <span className="text-lg font-semibold tabular-nums">{formatPrice(price)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
