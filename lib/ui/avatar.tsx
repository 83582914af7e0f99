const sizes = {
  small: "size-6 text-[0.625rem]",
  normal: "size-8 text-xs",
  large: "size-14 text-lg",
} as const;

export interface AvatarProps {
  name: string;
  /** Gives the colour, so that it stays when the name changes. */
  id?: string;
  /** The address of a picture. */
  image?: string | null;
  size?: keyof typeof sizes;
  /** Square for organizations, round for people. */
  isSquare?: boolean;
}

/** A picture, or the first letters of a name. Says nothing that the name beside it does not. */
export function Avatar({ name, id, image, size = "normal", isSquare = false }: AvatarProps) {
  const shape = `${sizes[size]} ${isSquare ? "rounded-md" : "rounded-full"} shrink-0`;
  if (image) {
    return (
      // biome-ignore lint/performance/noImgElement: pictures come in their size, from the app's own routes
      <img src={image} alt="" loading="lazy" className={`${shape} bg-sunken object-cover`} />
    );
  }
  const letters = name
    .split(/\s+/)
    .map((word) => Array.from(word)[0] ?? "")
    .slice(0, 2)
    .join("")
    .toUpperCase();
  return (
    <span
      aria-hidden="true"
      className={`avatar grid place-items-center font-semibold ${shape}`}
      style={{ "--hue": hue(id ?? name) }}
    >
      {letters || "?"}
    </span>
  );
}

/** People in a row, one over the other; those that do not fit are a number. */
export function AvatarStack({ people, most = 4 }: { people: AvatarProps[]; most?: number }) {
  const rest = people.length - most;
  return (
    <span className="flex -space-x-2">
      {people.slice(0, most).map((person) => (
        <span key={person.id ?? person.name} className="rounded-full ring-2 ring-surface">
          <Avatar {...person} />
        </span>
      ))}
      {rest > 0 && (
        <span className="grid size-8 place-items-center rounded-full bg-sunken text-xs font-medium text-muted ring-2 ring-surface">
          +{rest}
        </span>
      )}
    </span>
  );
}

/** An angle of the colour circle that the same text always gives. */
function hue(text: string): number {
  let sum = 0;
  for (const letter of text) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 100_003;
  // The golden angle: texts that differ by one get colours far from each other.
  return Math.round(sum * 137.508) % 360;
}

declare module "react" {
  interface CSSProperties {
    "--hue"?: number;
  }
}
