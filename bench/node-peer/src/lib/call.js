// The records of an incoming call, and what has to be known to answer it.
import { BatchGetItemCommand } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";

import { identity, isNumber, shard } from "./address.js";
import { dynamodb, tables } from "./aws.js";
import { Update } from "./update.js";

const SETTLE_SHARDS = 4;
const UNENDED = 15 * 60_000;
const SLOT = 5 * 60_000;
const RINGS = 3 * 60_000;

export function callUpdate(call, status) {
  const { call_id, ...content } = call;
  const at = call.created_at;
  return new Update(tables.calls, { call_id })
    .setOnceAll(content)
    .setOnce("party_key", isNumber(call.from_number) ? `${call.tenant_id}#${identity(call.from_number)}` : undefined)
    .set("updated_at", at)
    .ifAbsentOr("tenant_id", "=", call.tenant_id)
    .setOnce(`at:${status}`, at)
    .setBeside("settle_shard", shard(call_id, SETTLE_SHARDS))
    .setBeside("settles_at", new Date(Date.parse(at) + UNENDED).toISOString())
    .ifNews();
}

export function arrivalUpdate({ call_id, tenant_id, created_at: at, ...call }) {
  const slot = Math.floor(Date.parse(at) / SLOT);
  return new Update(tables.arrivals, { pair: pair({ tenant_id, ...call }, Date.parse(at)) })
    .setOnce("tenant_id", tenant_id)
    .setOnce("expires_at", ((slot + 2) * SLOT) / 1_000)
    .setOnce(`call:${call_id}`, at)
    .ifAbsentOr("tenant_id", "=", tenant_id);
}

const pair = ({ tenant_id, from_number, to_number }, millis) =>
  `${tenant_id}#${to_number}#${from_number}#${Math.floor(millis / SLOT)}`;

// The tenant, the number that was called and the caller's if it is ours: in one call. With them comes
// which other calls of the pair there are, for whom a phone of the tenant's may ring.
export async function facts(call) {
  const numbers = [...new Set([call.to_number, call.from_number].filter(isNumber))];
  const at = Date.parse(call.created_at);
  const pairs = [...new Set([pair(call, at), pair(call, at - RINGS)])];
  const keys = (name, texts) => ({ Keys: texts.map((text) => ({ [name]: { S: text } })) });
  const { Responses } = await dynamodb.send(
    new BatchGetItemCommand({
      RequestItems: {
        [tables.tenants]: keys("tenant_id", [call.tenant_id]),
        [tables.numbers]: keys("phone_number", numbers),
        ...(isNumber(call.from_number) && { [tables.arrivals]: keys("pair", pairs) }),
      },
    }),
  );
  const found = (table) => (Responses?.[table] ?? []).map((item) => unmarshall(item));
  const own = found(tables.numbers).filter((number) => number.tenant_id === call.tenant_id);
  const [tenant] = found(tables.tenants);
  return {
    tenant,
    called: own.find((number) => number.phone_number === call.to_number),
    caller: own.find((number) => number.phone_number === call.from_number),
  };
}
