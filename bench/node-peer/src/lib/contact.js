// That a person wrote or called.
import { contactId, identity } from "./address.js";
import { tables } from "./aws.js";
import { Update } from "./update.js";

export function contactUpdate(activity) {
  const { tenant, party, addresses, profileName, at } = activity;
  const update = new Update(tables.contacts, {
    tenant_id: tenant,
    contact_id: activity.mergedInto ?? contactId(tenant, party),
  })
    .setOnce("created_at", at)
    .setOnce("identity", identity(party))
    .ifAbsent("merged_into")
    .set("profile_name", profileName);
  for (const address of addresses) update.set(`address:${address}`, at);
  return activity.late
    ? update
    : update.set("last_activity_at", at).ifAbsentOr("last_activity_at", "<=", at);
}

// Changes what the record, as it is, stands against; false when there is nothing to change.
export function givesWay(activity, found) {
  if (found.merged_into) {
    const changes = activity.mergedInto !== found.merged_into;
    activity.mergedInto = found.merged_into;
    return changes;
  }
  const changes = !activity.late;
  activity.late = true;
  return changes;
}
