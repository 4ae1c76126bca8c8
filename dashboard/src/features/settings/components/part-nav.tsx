import { Link } from "@tanstack/react-router";
import clsx from "clsx";
import { useEffect, useRef } from "react";

import { PARTS } from "../parts";

/** The parts of the settings. */
export function PartNav({ chosen }: { chosen: string }) {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => list.current?.querySelector("[aria-current]")?.scrollIntoView({ inline: "nearest", block: "nearest" }), [chosen]);
  return (
    <nav aria-label="Settings" className="shrink-0 overflow-x-auto border-line max-md:border-b md:w-56 md:border-e md:p-3">
      <ul ref={list} className="flex gap-0.5 max-md:px-2 md:flex-col">
        {PARTS.map(({ slug, name, Icon }) => (
          <li key={slug} className="shrink-0">
            <Link
              to="/settings/$part"
              params={{ part: slug }}
              aria-current={slug === chosen ? "page" : undefined}
              className={clsx(
                "flex min-h-10 items-center gap-2.5 px-3 text-sm whitespace-nowrap focus-visible:-outline-offset-2 md:rounded-lg [&_svg]:size-4",
                slug === chosen ? "font-semibold text-ink max-md:border-b-2 max-md:border-accent md:bg-sunken" : "text-muted hover:text-ink max-md:border-b-2 max-md:border-transparent md:hover:bg-sunken",
              )}
            >
              <Icon aria-hidden />
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
