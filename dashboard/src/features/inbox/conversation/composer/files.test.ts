import { expect, test } from "vitest";

import { refusedFile, typeOf } from "./files";

const file = (type: string, size: number, name = "file") => ({ name, type, size });

test("types are known by the names that browsers have for them", () => {
  expect(typeOf(file("audio/x-m4a", 1))).toBe("audio/mp4");
  expect(typeOf(file("audio/ogg; codecs=opus", 1))).toBe("audio/ogg");
  expect(typeOf(file("", 1, "ada.vcf"))).toBe("text/vcard");
  expect(typeOf(file("image/heic", 1))).toBeUndefined();
  expect(typeOf(file("application/zip", 1, "ada.vcf"))).toBeUndefined();
});

test("what cannot be sent is said before it is tried", () => {
  expect(refusedFile(file("image/png", 5 * 1024 * 1024), [])).toBeUndefined();
  expect(refusedFile(file("image/png", 5 * 1024 * 1024 + 1), [])).toMatch(/5 MB/);
  expect(refusedFile(file("image/webp", 512_001), [])).toMatch(/500 kB/);
  expect(refusedFile(file("image/heic", 10), [])).toMatch(/kind/);
  expect(refusedFile(file("image/png", 0), [])).toMatch(/empty/);
  expect(refusedFile(file("image/png", 3_000_000), [{ size: 3_000_000 }])).toMatch(/together/);
  expect(refusedFile(file("image/png", 1), Array.from({ length: 10 }, () => ({ size: 1 })))).toMatch(/10 files/);
});
