import { useEffect } from "react";

import withDot from "./icon-unread.svg";

const NAME = "patchbay";

/** Says in the tab how much is unread: by its title, and by a dot on its icon. */
export function useTabBadge(unread: number) {
  useEffect(() => {
    document.title = unread > 0 ? `(${unread > 99 ? "99+" : unread}) ${NAME}` : NAME;
    const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    if (icon) icon.href = unread > 0 ? withDot : "/icon.svg";
  }, [unread]);
}
