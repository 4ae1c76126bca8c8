import { describe, expect, test } from "vitest";

import { segmentsOf, segmentsText } from "./segments";

/** The vectors of `shared/twilio/src/segments.rs`: the page counts as the API does. */
const VECTORS: [text: string, encoding: string, segments: number][] = [
  ["", "GSM-7", 0],
  ["a".repeat(160), "GSM-7", 1],
  ["a".repeat(161), "GSM-7", 2],
  ["ñ".repeat(306), "GSM-7", 2],
  ["@".repeat(307), "GSM-7", 3],
  ["€".repeat(80), "GSM-7", 1],
  ["€".repeat(81), "GSM-7", 2],
  ["[".repeat(152), "GSM-7", 2],
  ["[".repeat(153), "GSM-7", 3],
  ["ж".repeat(70), "UCS-2", 1],
  ["ж".repeat(71), "UCS-2", 2],
  ["`", "UCS-2", 1],
  [`${"a".repeat(69)}’`, "UCS-2", 1],
  [`${"a".repeat(70)}’`, "UCS-2", 2],
  ["😀".repeat(35), "UCS-2", 1],
  ["😀".repeat(66), "UCS-2", 2],
  ["😀".repeat(67), "UCS-2", 3],
];

describe("segments", () => {
  test.each(VECTORS)("%#: as the API counts", (text, encoding, segments) => {
    expect(segmentsOf(text)).toMatchObject({ encoding, count: segments });
  });

  test("are told of near the limit alone", () => {
    expect(segmentsText(segmentsOf("a".repeat(128)))).toBe("");
    expect(segmentsText(segmentsOf("a".repeat(129)))).toBe("129 of 160");
    expect(segmentsText(segmentsOf("a".repeat(161)))).toBe("2 segments, sent as 2 texts");
  });

  test("say which characters make them more", () => {
    expect(segmentsText(segmentsOf("ş" + "a".repeat(80)))).toBe("2 segments, sent as 2 texts: 1 more because of ‘ş’");
    expect(segmentsText(segmentsOf("ş" + "€".repeat(85)))).toBe("2 segments, sent as 2 texts");
  });
});
