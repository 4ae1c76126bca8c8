import { Plus, RefreshCw } from "lucide-react";
import { useState } from "react";

import { useMay } from "@/auth/context";
import { useAccount } from "@/parts/account";
import { useCheckedNumbers } from "@/parts/checked-numbers";
import { useOwnNumbers } from "@/parts/own-numbers";
import { PageHeader } from "@/parts/page-header";
import { Button } from "@/ui/button";
import { Empty } from "@/ui/empty";
import { IconButton } from "@/ui/icon-button";
import { SkeletonRows } from "@/ui/skeleton";

import { AccountState } from "./components/account-state";
import { BuyDialog } from "./components/buy-dialog";
import { NumberCard } from "./components/number-card";
import { OpenPurchase } from "./components/open-purchase";
import { Provision } from "./components/provision";

/** The tenant's numbers and account at Twilio. */
export function NumbersPage() {
  const account = useAccount();
  const own = useOwnNumbers();
  const checked = useCheckedNumbers();
  const may = useMay("owner");
  const [buying, setBuying] = useState(false);
  const error = account.error ?? own.error;
  const numbers = own.data ?? [];
  const isActive = account.data?.status === "active";
  return (
    <div className="flex h-full flex-col">
      <PageHeader title="Numbers">
        {numbers.length > 0 && (
          <IconButton label="Check all again" disabled={checked.isFetching} onClick={() => void checked.refetch()}>
            <RefreshCw aria-hidden className={checked.isFetching ? "animate-spin" : ""} />
          </IconButton>
        )}
        {may && isActive && (
          <Button look="primary" icon={<Plus aria-hidden />} onClick={() => setBuying(true)}>
            Buy a number
          </Button>
        )}
      </PageHeader>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto flex max-w-3xl flex-col gap-4 p-4">
          {error && (
            <Empty title="The numbers could not be read">
              <p className="mb-3">{error.message}</p>
              <Button onClick={() => void Promise.all([account.refetch(), own.refetch()])}>Try again</Button>
            </Empty>
          )}
          {!error && (account.isPending || own.isPending) && <SkeletonRows count={2} />}
          {account.data && <Provision account={account.data} />}
          {may && isActive && <OpenPurchase />}
          {numbers.map((number) => (
            <NumberCard key={number.phone_number} number={number} isOnly={numbers.length === 1} checked={checked} />
          ))}
          {account.data && <AccountState account={account.data} />}
        </div>
      </div>
      <BuyDialog open={buying} onClose={() => setBuying(false)} />
    </div>
  );
}
