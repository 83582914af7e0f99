import { eq } from "drizzle-orm";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { GET } from "#app/api/v1/pictures/[id]/route.ts";
import { session, user, userPictures } from "#drizzle/tables.ts";
import { encodePicture } from "#lib/identity/picture/encode.ts";
import { readPicture } from "#lib/identity/picture/read.ts";
import { removePicture, storePicture } from "#lib/identity/picture/store.ts";
import { drivers, testDatabase } from "../database.ts";
import { person } from "./people.ts";
import { useDatabase, Visitor } from "./visitor.ts";

const database = testDatabase();
const direct = () => database.on["postgres-js direct"];

beforeAll(async () => {
  useDatabase(database);
});

/** A picture whose left half is red and whose right half is blue. */
const halves = (width = 400, height = 200) =>
  sharp({ create: { width, height, channels: 3, background: "#0000ff" } }).composite([
    {
      input: {
        create: { width: Math.floor(width / 2), height, channels: 3, background: "#ff0000" },
      },
      left: 0,
      top: 0,
    },
  ]);

const imageOf = async (userId: string) =>
  (await direct().select().from(user).where(eq(user.id, userId)))[0]?.image ?? null;

describe.each(drivers)("on %s", (driver) => {
  const db = () => database.on[driver];
  const content = Buffer.from(Array.from({ length: 300 }, (_, byte) => byte % 256)).toString(
    "base64",
  );

  test("a picture is stored, read back byte for byte, replaced and removed", async () => {
    const ada = await person(db());
    expect(await storePicture(db(), ada.current, { content, contentType: "image/webp" })).toBe(
      true,
    );
    const first = await imageOf(ada.current.userId);
    expect(first).toMatch(/^\/api\/v1\/pictures\/[0-9a-f-]{36}$/);
    const id = first?.split("/").at(-1) ?? "";
    expect(await readPicture(db(), id)).toEqual({ content, contentType: "image/webp" });

    const other = { content: "AAEC", contentType: "image/webp" };
    expect(await storePicture(db(), ada.current, other)).toBe(true);
    const second = await imageOf(ada.current.userId);
    expect(second).not.toBe(first);
    expect(await readPicture(db(), id)).toBeNull();
    expect(await readPicture(db(), second?.split("/").at(-1) ?? "")).toEqual(other);

    expect(await removePicture(db(), ada.current)).toBe(true);
    expect(await imageOf(ada.current.userId)).toBeNull();
    expect(await readPicture(db(), second?.split("/").at(-1) ?? "")).toBeNull();
    expect(await removePicture(db(), ada.current)).toBe(true);
  });

  test("a session that has ended stores and removes nothing", async () => {
    const ada = await person(db());
    const picture = { content, contentType: "image/webp" };
    await storePicture(db(), ada.current, picture);
    const before = await imageOf(ada.current.userId);
    await db().delete(session).where(eq(session.id, ada.current.id));
    expect(await storePicture(db(), ada.current, picture)).toBe(false);
    expect(await removePicture(db(), ada.current)).toBe(false);
    expect(await imageOf(ada.current.userId)).toBe(before);
    expect(before).not.toBeNull();
  });

  test.each(["", "1", "../secret", crypto.randomUUID()])("%j is no picture", async (id) => {
    expect(await readPicture(db(), id)).toBeNull();
  });
});

describe("what somebody uploads", () => {
  test.each(["png", "jpeg", "webp"] as const)("as %s becomes a square WebP", async (format) => {
    const encoded = await encodePicture(await halves().toFormat(format).toBuffer());
    if (typeof encoded === "string") throw new Error(encoded);
    expect(encoded.contentType).toBe("image/webp");
    const metadata = await sharp(Buffer.from(encoded.content, "base64")).metadata();
    expect(metadata).toMatchObject({ format: "webp", width: 256, height: 256 });
  });

  test("is turned upright, and keeps nothing of where and with what it was taken", async () => {
    const sent = await halves()
      .jpeg()
      .withExif({
        IFD0: { Model: "Secret Camera", Orientation: "6" },
        IFD3: { GPSLatitudeRef: "N", GPSLatitude: "52/1 30/1 0/1" },
      })
      .withMetadata({ orientation: 6 })
      .toBuffer();
    expect((await sharp(sent).metadata()).exif?.length).toBeGreaterThan(0);
    const encoded = await encodePicture(sent);
    if (typeof encoded === "string") throw new Error(encoded);
    const bytes = Buffer.from(encoded.content, "base64");
    const metadata = await sharp(bytes).metadata();
    expect(metadata).toMatchObject({ width: 256, height: 256 });
    expect([metadata.exif, metadata.xmp, metadata.orientation]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(bytes.includes("Secret")).toBe(false);
    // Turned by a quarter, the red half is above the blue one.
    const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
    const at = (x: number, y: number) => data[(y * info.width + x) * info.channels] ?? 0;
    expect([at(128, 20) > 200, at(128, 236) < 60]).toEqual([true, true]);
  });

  test("is refused when it is no PNG, JPEG or WebP, whatever it is called", async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    const heic = Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic", "latin1");
    const gif = await halves().gif().toBuffer();
    for (const bytes of [svg, heic, gif, Buffer.from("hello"), Buffer.from("<html>")]) {
      expect(await encodePicture(bytes)).toBe("picture_unknown");
    }
    expect(await encodePicture(new Uint8Array())).toBe("picture_missing");
  });

  test("is refused when it is torn", async () => {
    const png = await halves().png().toBuffer();
    expect(await encodePicture(png.subarray(0, 60))).toBe("picture_broken");
    const jpeg = await halves().jpeg().toBuffer();
    expect(await encodePicture(jpeg.subarray(0, 300))).toBe("picture_broken");
  });

  test("is refused when it would unpack to more pixels than anybody needs", async () => {
    const background = "#ffffff";
    const bomb = await sharp({ create: { width: 12_000, height: 12_000, channels: 3, background } })
      .png()
      .toBuffer();
    expect(bomb.length).toBeLessThan(1_000_000);
    expect(await encodePicture(bomb)).toBe("picture_too_many_pixels");
  });

  test("may have 24 megapixels, as a progressive JPEG too, and not more", async () => {
    const progressive = (width: number, height: number) =>
      sharp({ create: { width, height, channels: 3, background: "#446688" } })
        .jpeg({ progressive: true })
        .toBuffer();
    expect(await encodePicture(await progressive(6_000, 4_000))).toMatchObject({
      contentType: "image/webp",
    });
    expect(await encodePicture(await progressive(6_000, 4_001))).toBe("picture_too_many_pixels");
  });

  test("is refused when it moves", async () => {
    const frames = await Promise.all(
      ["#ff0000", "#00ff00"].map((background) =>
        sharp({ create: { width: 32, height: 32, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    );
    const webp = await sharp(frames, { join: { animated: true } })
      .webp()
      .toBuffer();
    expect(await encodePicture(webp)).toBe("picture_animated");

    // An animated PNG is a PNG with one chunk more, before its first image.
    const png = frames[0] ?? Buffer.alloc(0);
    const chunk = Buffer.concat([Buffer.from([0, 0, 0, 8]), Buffer.from("acTL"), Buffer.alloc(12)]);
    const moving = Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)]);
    expect(await encodePicture(moving)).toBe("picture_animated");
  });
});

describe("the form of the picture", () => {
  /** Sends a file as a browser does. */
  async function send(visitor: Visitor, bytes: Uint8Array<ArrayBuffer>, headers: HeadersInit = {}) {
    const body = new FormData();
    body.set("picture", new File([bytes], "me.png", { type: "image/png" }));
    return visitor.post("picture", body, headers);
  }

  test("shows the picture, at an address that can be kept for ever, until it is removed", async () => {
    const ada = new Visitor();
    await ada.signUp();
    const png = new Uint8Array(await halves().png().toBuffer());
    const response = await send(ada, png);
    expect(response.headers.get("location")).toBe("/account?notice=picture_changed");
    const path = (await imageOf((await ada.whoAmI())?.id ?? "")) ?? "";

    const get = () => {
      const params = Promise.resolve({ id: path.split("/").at(-1) ?? "" });
      return GET(new Request(`http://localhost${path}`), { params });
    };
    const shown = await get();
    expect(shown.status).toBe(200);
    expect(Object.fromEntries(shown.headers)).toEqual({
      "content-type": "image/webp",
      "cache-control": "public, max-age=31536000, immutable",
      "x-content-type-options": "nosniff",
    });
    const metadata = await sharp(Buffer.from(await shown.arrayBuffer())).metadata();
    expect(metadata).toMatchObject({ format: "webp", width: 256, height: 256 });

    const removed = await ada.post("remove-picture");
    expect(removed.headers.get("location")).toBe("/account?notice=picture_removed");
    expect((await get()).status).toBe(404);
  });

  test.each(["x", crypto.randomUUID()])("answers 404 for the unknown id %s", async (id) => {
    const request = new Request(`http://localhost/api/v1/pictures/${id}`);
    const response = await GET(request, { params: Promise.resolve({ id }) });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: "not_found" });
  });

  test("sent twice at once leaves one picture, which shows", async () => {
    const ada = new Visitor();
    await ada.signUp();
    const id = (await ada.whoAmI())?.id ?? "";
    const png = new Uint8Array(await halves().png().toBuffer());
    await Promise.all([send(ada, png), send(ada, png)]);
    const stored = await direct().select().from(userPictures).where(eq(userPictures.userId, id));
    expect(stored.map((row) => `/api/v1/pictures/${row.id}`)).toEqual([await imageOf(id)]);
  });

  test("says beside its field what is wrong, and keeps the picture there was", async () => {
    const ada = new Visitor();
    await ada.signUp();
    const id = (await ada.whoAmI())?.id ?? "";
    await send(ada, new Uint8Array(await halves().png().toBuffer()));
    const before = await imageOf(id);
    const cases: [Uint8Array<ArrayBuffer>, string][] = [
      [new TextEncoder().encode("<svg/>"), "error.picture=picture_unknown"],
      [new Uint8Array(), "error.picture=picture_missing"],
      [new Uint8Array(5 * 1024 * 1024), "error=too_large"],
    ];
    for (const [bytes, expected] of cases) {
      const location = (await send(ada, bytes)).headers.get("location") ?? "";
      expect(location).toMatch(/^\/account\?.*#picture$/);
      expect(location).toContain(expected);
    }
    const large = await send(ada, new Uint8Array(5 * 1024 * 1024), { accept: "application/json" });
    expect(large.status).toBe(413);
    expect(await imageOf(id)).toBe(before);
  });

  test("unpacks one picture at a time, and tells whoever comes while too many wait", async () => {
    const ada = new Visitor();
    await ada.signUp();
    const png = new Uint8Array(await halves(2_000, 2_000).png().toBuffer());
    const accept = { accept: "application/json" };
    const answers = await Promise.all(Array.from({ length: 9 }, () => send(ada, png, accept)));
    const told = answers.filter(({ status }) => status === 503);
    expect(answers.filter(({ status }) => status === 200).length + told.length).toBe(9);
    expect(told.length).toBeGreaterThan(0);
    expect(await told[0]?.json()).toMatchObject({ code: "picture_busy" });
    expect((await send(ada, png, accept)).status).toBe(200);
  });

  test("tells a person who sends more than ten pictures in ten minutes to wait", async () => {
    const ada = new Visitor("203.0.113.90");
    await ada.signUp();
    const statuses: number[] = [];
    for (let count = 0; count < 11; count++) {
      const file = new TextEncoder().encode("<svg/>");
      statuses.push((await send(ada, file, { accept: "application/json" })).status);
    }
    expect(statuses).toEqual([...Array(10).fill(422), 429]);
  });

  test("is refused to another site and to whoever is signed out", async () => {
    const ada = new Visitor();
    await ada.signUp();
    const png = new Uint8Array(await halves().png().toBuffer());
    expect((await send(ada, png, { "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect(await imageOf((await ada.whoAmI())?.id ?? "")).toBeNull();
    const nobody = await send(new Visitor(), png);
    expect(nobody.headers.get("location")).toMatch(/^\/sign-in\?next=%2Faccount%3Fform/);
  });
});
