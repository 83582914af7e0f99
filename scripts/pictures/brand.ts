import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import sharp from "sharp";
import { colours, inCss, pitch, productName } from "#lib/text/brand.ts";

/**
 * Writes what the brand (lib/text/brand.ts) leaves in files: the picture of a shared link and its text,
 * icons where SVG will not do, and the colours in app/globals.css. The pictures are files, because a module that draws them would be in the bundle of every page on the edge.
 * @param root of the project.
 */
export async function drawBrand(browser: Browser, root: string): Promise<void> {
  const lamp = await readFile(join(root, "app/icon.svg"), "utf8");
  const bright = lamp.replaceAll(/#[0-9a-f]{6}/g, colours.accent.dark);
  await writeFile(join(root, "app/opengraph-image.alt.txt"), linkText);
  const styles = join(root, "app/globals.css");
  await writeFile(styles, withColours(await readFile(styles, "utf8")));
  const page = await browser.newPage({ viewport: { width: 1_200, height: 630 } });
  await page.setContent(await socialPage(root, bright));
  await page.evaluate(() => document.fonts.ready);
  const social = await page.screenshot();
  await page.close();
  await sharp(social)
    .png({ palette: true, colours: 256, effort: 10 })
    .toFile(join(root, "app/opengraph-image.png"));

  const icon = Buffer.from(bright.replace("<svg ", '<svg width="1024" height="1024" '));
  const inside = await sharp(icon).resize(132, 132).png().toBuffer();
  await sharp({ create: { width: 180, height: 180, channels: 4, background: colours.canvas.dark } })
    .composite([{ input: inside }])
    .png({ palette: true })
    .toFile(join(root, "app/apple-icon.png"));
  const small = Buffer.from(lamp.replace("<svg ", '<svg width="512" height="512" '));
  await writeFile(
    join(root, "app/favicon.ico"),
    icoOf(await sharp(small).resize(32, 32).png().toBuffer()),
  );
}

/** What the picture of a shared link says to those who do not see it. */
export const linkText = `${productName}: ${pitch.headline}\n`;

/** A stylesheet with the colours of the brand. */
export function withColours(css: string): string {
  return Object.entries(colours).reduce(
    (text, [name, pair]) => text.replace(new RegExp(`(?<=--color-${name}: )[^;]+`), inCss(pair)),
    css,
  );
}

/** One PNG of 32 by 32 as an ICO file. */
function icoOf(png: Buffer): Buffer {
  const head = Buffer.alloc(22);
  head.writeUInt16LE(1, 2); // an icon
  head.writeUInt16LE(1, 4); // with one picture
  head.writeUInt8(32, 6);
  head.writeUInt8(32, 7);
  head.writeUInt16LE(1, 10); // planes
  head.writeUInt16LE(32, 12); // bits a pixel
  head.writeUInt32LE(png.length, 14);
  head.writeUInt32LE(head.length, 18);
  return Buffer.concat([head, png]);
}

async function socialPage(root: string, lamp: string): Promise<string> {
  const font = join(root, "node_modules/geist/dist/fonts/geist-sans/Geist-Variable.woff2");
  const data = (await readFile(font)).toString("base64");
  return `<!doctype html><html lang="en"><title>${productName}</title><style>
@font-face { font-family: Geist; font-weight: 100 900; src: url(data:font/woff2;base64,${data}) }
body {
  margin: 0; box-sizing: border-box; width: 1200px; height: 630px; padding: 76px 80px;
  display: flex; flex-direction: column; justify-content: space-between;
  font-family: Geist; color: ${colours.ink.dark};
  background: radial-gradient(ellipse 900px 620px at 92% -8%, color-mix(in srgb, ${colours.accent.dark} 35%, black), ${colours.canvas.dark});
}
.name { display: flex; align-items: center; gap: 20px; font-size: 44px; font-weight: 600; letter-spacing: -1px }
.name svg { width: 64px; height: 64px }
h1 { margin: 0; font-size: 84px; line-height: 1.06; font-weight: 600; letter-spacing: -3.5px; max-width: 1000px }
p { margin: 0; font-size: 34px; color: #b9b1a9 }
</style>
<div class="name">${lamp} ${productName}</div>
<h1>${pitch.headline}</h1>
<p>${pitch.tagline}</p></html>`;
}
