import { Outlet } from "@tanstack/react-router";

import { Ringing } from "@/features/calls/components/ringing";
import { Notifications } from "@/features/inbox/notify/notifications";

import { AccountMenu } from "./account-menu";
import { ConnectionBar } from "./connection-bar";
import { BottomNav, SideNav } from "./nav";
import { Palette } from "./palette";
import { Shortcuts } from "./shortcuts";
import { SignInAgain } from "./sign-in-again";

/** What stands around every page. */
export function Shell() {
  return (
    <div className="flex h-full flex-col">
      <a href="#page" className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:m-2 focus:rounded focus:bg-surface focus:p-2">
        To the page
      </a>
      <ConnectionBar />
      <div className="flex min-h-0 flex-1">
        <aside className="hidden w-16 shrink-0 flex-col gap-4 border-e border-line bg-app p-3 md:flex lg:w-56">
          <p className="flex h-10 items-center gap-2.5 px-1.5 text-lg font-bold tracking-tight">
            <img src="/icon.svg" alt="" className="size-7" />
            <span className="max-lg:sr-only">patchbay</span>
          </p>
          <SideNav />
          <AccountMenu />
        </aside>
        <main id="page" tabIndex={-1} className="min-w-0 flex-1 bg-surface outline-none">
          <Outlet />
        </main>
      </div>
      <BottomNav />
      <Ringing />
      <Notifications />
      <Palette />
      <Shortcuts />
      <SignInAgain />
    </div>
  );
}
