import { expect, test } from "vitest";

import { givenName } from "./own-number-name";

const named = (friendly_name: string | null) => givenName({ friendly_name, phone_number: "+15550100001" });

test("a name that people gave is one", () => {
  expect(named("Sales")).toBe("Sales");
  expect(named("Sales 2")).toBe("Sales 2");
});

test("the number itself is none", () => {
  expect(named("(555) 010-0001")).toBeNull();
  expect(named("+1 555 010 0001")).toBeNull();
  expect(named(null)).toBeNull();
});
