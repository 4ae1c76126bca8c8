// Writes: one update, or several items together or not at all. What stands against a condition is an
// answer, not an error.
import { TransactWriteItemsCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";

import { dynamodb } from "./aws.js";

const TRIES = 9;
const TRANSIENT = new Set([
  "TransactionConflict",
  "TransactionConflictException",
  "TransactionInProgressException",
  "ThrottlingError",
  "ThrottlingException",
  "ProvisionedThroughputExceeded",
]);

// Undefined when it was made, else the item that stood against it.
export async function update(one) {
  const command = new UpdateItemCommand(one.request());
  return again(async () => {
    try {
      await dynamodb.send(command);
      return undefined;
    } catch (error) {
      if (error.name !== "ConditionalCheckFailedException") throw error;
      return error.Item ? unmarshall(error.Item) : {};
    }
  });
}

// Undefined when all were made, else which of them was refused first and the item that stood against it.
export async function transact(items) {
  const command = new TransactWriteItemsCommand({ TransactItems: items });
  return again(async () => {
    try {
      await dynamodb.send(command);
      return undefined;
    } catch (error) {
      const reasons = error.CancellationReasons ?? [];
      const at = reasons.findIndex((reason) => reason.Code === "ConditionalCheckFailed");
      if (at < 0) throw error;
      return { at, found: reasons[at].Item ? unmarshall(reasons[at].Item) : {} };
    }
  });
}

// The SDK takes a conflict between transactions for final.
async function again(call) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      const codes = [error.name, ...(error.CancellationReasons ?? []).map((reason) => reason.Code)];
      if (attempt >= TRIES || !codes.some((code) => TRANSIENT.has(code))) throw error;
      const pause = 10 * 2 ** attempt * (0.5 + Math.random() / 2);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}
