// Builds an update of one item, and the conditions under which it happens.
import { convertToAttr } from "@aws-sdk/util-dynamodb";

const OPTIONS = { removeUndefinedValues: true };

export class Update {
  #names = new Map();
  #values = {};
  #count = 0;
  #sets = [];
  #adds = [];
  #removes = [];
  #conditions = [];
  #once = [];
  #onlyNews = false;

  constructor(table, key) {
    this.table = table;
    this.key = Object.fromEntries(Object.entries(key).map(([name, text]) => [name, { S: text }]));
  }

  #name(name) {
    let placeholder = this.#names.get(name);
    if (!placeholder) {
      placeholder = `#n${this.#names.size}`;
      this.#names.set(name, placeholder);
    }
    return placeholder;
  }

  #value(value) {
    const placeholder = `:v${this.#count++}`;
    this.#values[placeholder] = convertToAttr(value, OPTIONS);
    return placeholder;
  }

  // Sets an attribute, if there is something to set.
  set(name, value) {
    if (value !== undefined) this.#sets.push(`${this.#name(name)} = ${this.#value(value)}`);
    return this;
  }

  setAll(record) {
    for (const [name, value] of Object.entries(record)) this.set(name, value);
    return this;
  }

  // Sets an attribute that is not there yet.
  setOnce(name, value) {
    if (value === undefined) return this;
    this.#once.push(this.setBeside(name, value).#name(name));
    return this;
  }

  setOnceAll(record) {
    for (const [name, value] of Object.entries(record)) this.setOnce(name, value);
    return this;
  }

  // The same, and that alone is no news.
  setBeside(name, value) {
    const placeholder = this.#name(name);
    this.#sets.push(`${placeholder} = if_not_exists(${placeholder}, ${this.#value(value)})`);
    return this;
  }

  setOrRemove(name, value) {
    return value === undefined ? this.remove(name) : this.set(name, value);
  }

  add(name, amount) {
    this.#adds.push(`${this.#name(name)} ${this.#value(amount)}`);
    return this;
  }

  remove(name) {
    this.#removes.push(this.#name(name));
    return this;
  }

  ifAbsent(name) {
    this.#conditions.push(`attribute_not_exists(${this.#name(name)})`);
    return this;
  }

  // Only if the attribute is absent, or compares so.
  ifAbsentOr(name, operator, value) {
    const placeholder = this.#name(name);
    const compared = `${placeholder} ${operator} ${this.#value(value)}`;
    this.#conditions.push(`(attribute_not_exists(${placeholder}) OR ${compared})`);
    return this;
  }

  // Only if the record's time, then its id, are not higher than these, or it has no id.
  ifNotAfter([time, at], [id, own]) {
    const [t, tv, i, iv] = [this.#name(time), this.#value(at), this.#name(id), this.#value(own)];
    this.#conditions.push(
      `(attribute_not_exists(${i}) OR ${t} < ${tv} OR (${t} = ${tv} AND ${i} <= ${iv}))`,
    );
    return this;
  }

  // Only if one of the attributes that are set once is absent.
  ifNews() {
    this.#onlyNews = true;
    return this;
  }

  // As DynamoDB takes it. A failed condition brings the item as it is.
  request() {
    const clause = (verb, parts) => (parts.length ? `${verb} ${parts.join(", ")} ` : "");
    const news = this.#once.map((name) => `attribute_not_exists(${name})`).join(" OR ");
    const conditions = [...this.#conditions, ...(this.#onlyNews ? [`(${news})`] : [])];
    return {
      TableName: this.table,
      Key: this.key,
      UpdateExpression: (
        clause("SET", this.#sets) +
        clause("ADD", this.#adds) +
        clause("REMOVE", this.#removes)
      ).trimEnd(),
      ConditionExpression: conditions.length ? conditions.join(" AND ") : undefined,
      ExpressionAttributeNames: Object.fromEntries([...this.#names].map(([name, short]) => [short, name])),
      ExpressionAttributeValues: this.#values,
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    };
  }
}
