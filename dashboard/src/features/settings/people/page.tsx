import { useSignedIn } from "@/auth/context";
import { Avatar } from "@/ui/avatar";
import { Badge } from "@/ui/badge";

import { Part } from "../components/part";
import { Section } from "../components/section";

/** What roles may do, as `docs/roles.md` says it. */
const ROLES = [
  { role: "viewer", may: "Reads everything: conversations, calls, voicemails, contacts, settings." },
  { role: "agent", may: "Also works with people: writes, calls, changes conversations, contacts, voicemails and consents." },
  { role: "owner", may: "Also says how you work: numbers, the account, calls, snippets, tags, webhooks. Spends on numbers." },
] as const;

/** Who is signed in, and what roles may do. */
export function PeoplePart() {
  const { person, config } = useSignedIn();
  return (
    <Part title="You and roles" about="Who may do what here.">
      <Section title="You">
        <div className="flex items-center gap-3">
          <Avatar name={person.name} seed={person.user} />
          <div className="min-w-0">
            <p className="font-medium">{person.name}</p>
            <p className="truncate text-sm text-muted">
              Known as <span className="font-mono">{person.user}</span>
            </p>
          </div>
          <Badge tone="accent">{person.role}</Badge>
        </div>
      </Section>
      <Section title="Roles">
        <dl className="flex flex-col gap-3">
          {ROLES.map(({ role, may }) => (
            <div key={role} className="flex flex-wrap gap-x-4 gap-y-1">
              <dt className="w-20 font-medium">{role}</dt>
              <dd className="min-w-0 flex-1 basis-64 text-sm">
                {may} {role === person.role && <Badge tone="accent">yours</Badge>}
              </dd>
            </div>
          ))}
        </dl>
      </Section>
      <Section title="Where roles come from">
        <p className="text-sm">
          {config.role_claim ? (
            <>
              From whoever signs people in (<span className="font-mono break-all">{config.issuer}</span>), in the claim <span className="font-mono">{config.role_claim}</span>. An administrator changes it there. It
              holds from the next sign-in.
            </>
          ) : (
            "Roles are not switched on: everybody who signs in is an owner. Whoever runs this patchbay switches them on by the parameter RoleClaim."
          )}
        </p>
      </Section>
    </Part>
  );
}
