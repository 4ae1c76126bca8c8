import { expect, test } from "vitest";

import { heardText, nowText } from "./heard-text";

test("says what is heard", () => {
  expect(heardText({ said: "Hello" })).toEqual({ text: "Hello", isSpeech: true });
  expect(heardText("beep").text).toBe("Beep");
  expect(heardText({ talked: 65 }).text).toBe("Talked for 1:05");
});

test("says what to do", () => {
  expect(nowText({ doing: "gathering", input: ["dtmf"], num_digits: 1 })).toBe("Press a key");
  expect(nowText({ doing: "gathering", input: ["dtmf", "speech"], num_digits: null, finish_on_key: "#" })).toBe("Press keys, # at the end, or say something");
  expect(nowText({ doing: "gathering", input: ["speech"] })).toBe("Say something");
  expect(nowText({ doing: "recording", finish_on_key: "1234567890*#" })).toBe("Recording: say something, then hang up or press 1");
  expect(nowText(null)).toBe("One moment");
});
