/** The pictures of the app in `public/pictures`, in CSS pixels; `scripts/pictures.ts` takes them. */
export const pictures = {
  overview: { width: 1_280, height: 800 },
  members: { width: 1_040, height: 760 },
  audit: { width: 1_040, height: 760 },
  webhooks: { width: 1_040, height: 760 },
} as const;

export type PictureName = keyof typeof pictures;

/** Where a picture is, in one of the themes. */
export const picturePath = (name: PictureName, theme: "light" | "dark") =>
  `/pictures/${name}-${theme}.webp` as const;
