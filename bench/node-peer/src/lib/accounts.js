// Accounts with their tokens decrypted, kept for a minute.
import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { DecryptCommand } from "@aws-sdk/client-kms";
import { unmarshall } from "@aws-sdk/util-dynamodb";

import { dynamodb, kms, tables } from "./aws.js";

const LIFETIME = 60_000;
// How old an account may be that is asked for because a signature did not fit.
const FRESH = 1_000;
const CAPACITY = 1_000;

const known = new Map();

// The account with this SID, at most a minute old; undefined when there is none.
export const open = (sid) => youngerThan(LIFETIME, sid, false);

// The same as it is now, give or take a second.
export const fresh = (sid) => youngerThan(FRESH, sid, true);

async function youngerThan(age, sid, consistent) {
  const found = known.get(sid);
  if (found && Date.now() - found.since < age) return found.account;
  const since = Date.now();
  const account = await read(sid, consistent, found?.account);
  if (!account) return undefined;
  if (known.size >= CAPACITY) known.clear();
  known.set(sid, { since, account });
  return account;
}

async function read(sid, consistent, before) {
  const { Item } = await dynamodb.send(
    new GetItemCommand({
      TableName: tables.accounts,
      Key: { account_sid: { S: sid } },
      ConsistentRead: consistent,
    }),
  );
  if (!Item) return undefined;
  const record = unmarshall(Item);
  const stored = [record.auth_token, record.previous_auth_token];
  const tokens = await Promise.all(
    stored.map((sealed) => (sealed ? (before?.opened.get(sealed) ?? decrypt(sid, sealed)) : undefined)),
  );
  const opened = new Map(stored.map((sealed, at) => [sealed, tokens[at]]).filter(([sealed]) => sealed));
  return { ...record, opened, current: tokens[0], previous: tokens[1] };
}

async function decrypt(sid, sealed) {
  const { Plaintext } = await kms.send(
    new DecryptCommand({
      KeyId: process.env.TOKEN_KEY_ID,
      CiphertextBlob: Buffer.from(sealed, "base64"),
      EncryptionContext: { account_sid: sid },
    }),
  );
  return Buffer.from(Plaintext).toString("utf8");
}

// The tokens that a signature may be made with at this time, during a rotation two.
export function signingTokens(account, now) {
  const lasts = !account.previous_until || now < account.previous_until;
  return account.previous && lasts ? [account.current, account.previous] : [account.current];
}
