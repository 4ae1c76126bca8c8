// Clients, made once for each execution environment. Both use one pool of connections that are kept
// alive, and credentials from the environment without asking any other provider.
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { KMSClient } from "@aws-sdk/client-kms";
import { fromEnv } from "@aws-sdk/credential-provider-env";
import { NodeHttpHandler } from "@smithy/node-http-handler";

const options = {
  region: process.env.AWS_REGION,
  credentials: fromEnv(),
  requestHandler: new NodeHttpHandler({ connectionTimeout: 1_000, requestTimeout: 3_000 }),
};

export const dynamodb = new DynamoDBClient(options);
export const kms = new KMSClient(options);

const table = (name) => process.env[`${name}_TABLE`];

export const tables = {
  accounts: table("ACCOUNTS"),
  arrivals: table("ARRIVALS"),
  calls: table("CALLS"),
  consents: table("CONSENTS"),
  contacts: table("CONTACTS"),
  jobs: table("JOBS"),
  messages: table("MESSAGES"),
  numbers: table("NUMBERS"),
  tenants: table("TENANTS"),
  threads: table("THREADS"),
};
