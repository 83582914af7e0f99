import { type PictureName, picturePath, pictures } from "./pictures.ts";

interface PictureProps {
  name: PictureName;
  /** What can be seen. */
  alt: string;
  className?: string;
}

/**
 * A picture of the app, in the theme of the page that it is on. A picture that is loaded lazily and
 * not shown is not loaded.
 */
export function Picture({ name, alt, className = "" }: PictureProps) {
  return (["light", "dark"] as const).map((theme) => (
    // biome-ignore lint/performance/noImgElement: it has the right size, and making others costs the host money.
    <img
      key={theme}
      src={picturePath(name, theme)}
      alt={alt}
      {...pictures[name]}
      loading="lazy"
      decoding="async"
      className={`only-${theme} h-auto w-full rounded-xl border border-line bg-surface ${className}`}
    />
  ));
}
