import { Link } from "@tanstack/react-router";
import { MapPinOff } from "lucide-react";

import { Empty } from "@/ui/empty";

export function NotFound() {
  return (
    <Empty icon={<MapPinOff aria-hidden />} title="There is no such page">
      <Link to="/inbox" className="text-accent underline">
        To the inbox
      </Link>
    </Empty>
  );
}
