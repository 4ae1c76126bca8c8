import { Image, MessageSquare, Phone, Printer } from "lucide-react";

import type { OwnNumber } from "@/api/types";
import { Badge } from "@/ui/badge";

const NAMES = [
  ["voice", "Calls", Phone],
  ["sms", "Texts", MessageSquare],
  ["mms", "Pictures", Image],
  ["fax", "Fax", Printer],
] as const;

/** What a number can do. */
export function Capabilities({ of }: { of: OwnNumber["capabilities"] }) {
  return (
    <ul aria-label="What it can do" className="flex flex-wrap gap-1.5">
      {NAMES.filter(([name]) => of[name]).map(([name, text, Icon]) => (
        <li key={name}>
          <Badge>
            <Icon aria-hidden />
            {text}
          </Badge>
        </li>
      ))}
    </ul>
  );
}
