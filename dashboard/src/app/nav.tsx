import { Link } from "@tanstack/react-router";
import { MoreHorizontal } from "lucide-react";
import { useNavigate } from "@tanstack/react-router";

import { useCounts } from "@/parts/counts";
import { Menu, MenuItem, MenuLine } from "@/ui/menu";

import { AccountItems } from "./account-menu";
import { PAGES, type PageLink } from "./pages";

const ENTRY =
  "group flex items-center gap-3 rounded-lg text-muted transition hover:bg-sunken hover:text-ink data-[status=active]:bg-accent-soft data-[status=active]:font-semibold data-[status=active]:text-accent-ink [&_svg]:size-5 [&_svg]:shrink-0";

/** At the side of a desktop, icons alone where it is narrow. */
export function SideNav() {
  return (
    <nav aria-label="Pages" className="flex flex-col gap-0.5">
      {PAGES.map((page) => (
        <Link key={page.to} to={page.to} className={`${ENTRY} min-h-10 px-3 max-lg:justify-center max-lg:px-0`}>
          <page.Icon aria-hidden />
          <span className="flex-1 max-lg:sr-only">{page.name}</span>
          <Count page={page} />
        </Link>
      ))}
    </nav>
  );
}

/** At the bottom of a phone: the four that people need most, and the others in a menu. */
export function BottomNav() {
  const navigate = useNavigate();
  const [shown, more] = [PAGES.slice(0, 4), PAGES.slice(4)];
  return (
    <nav aria-label="Pages" className="grid grid-cols-5 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden">
      {shown.map((page) => (
        <Link key={page.to} to={page.to} className={`${ENTRY} relative min-h-14 flex-col justify-center !gap-0.5 rounded-none text-xs data-[status=active]:bg-transparent`}>
          <page.Icon aria-hidden />
          {page.name}
          <Count page={page} />
        </Link>
      ))}
      <Menu
        trigger={
          <button type="button" className={`${ENTRY} min-h-14 flex-col justify-center !gap-0.5 rounded-none text-xs`}>
            <MoreHorizontal aria-hidden />
            More
          </button>
        }
      >
        {more.map((page) => (
          <MenuItem key={page.to} icon={<page.Icon aria-hidden />} onSelect={() => void navigate({ to: page.to })}>
            {page.name}
          </MenuItem>
        ))}
        <MenuLine />
        <AccountItems />
      </Menu>
    </nav>
  );
}

function Count({ page }: { page: PageLink }) {
  const { data } = useCounts();
  const count = data && page.count ? page.count(data) : 0;
  if (count === 0) return null;
  return (
    <span className="rounded-full bg-accent px-1.5 text-xs leading-5 font-semibold text-on-accent max-lg:absolute max-lg:ms-7 max-lg:-mt-6 max-md:ms-10 max-md:-mt-8">
      {count > 99 ? "99+" : count}
      <span className="sr-only"> waiting</span>
    </span>
  );
}
