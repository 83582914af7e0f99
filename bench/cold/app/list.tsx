import type { Item } from "./items.ts";

/** The text that every variant answers, to the byte. */
export function ItemList({ found }: { found: Item[] }) {
  return (
    <main>
      <h1>Ten items</h1>
      <ul>
        {found.map(({ id, name }) => (
          <li key={id}>{`${id}. ${name}`}</li>
        ))}
      </ul>
    </main>
  );
}
