import clsx from "clsx";
import { DropdownMenu } from "radix-ui";
import type { ReactNode } from "react";

interface Props {
  /** The button that opens it. */
  trigger: ReactNode;
  children: ReactNode;
  align?: "start" | "end";
}

/** A menu of actions. Not modal: a modal one would want inline styles, which the page's CSP forbids. */
export function Menu({ trigger, children, align = "end" }: Props) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-48 overflow-y-auto rounded-xl border border-line bg-surface p-1 text-ink shadow-float"
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

const ITEM =
  "flex min-h-10 items-center gap-2 rounded-lg px-3 outline-none select-none data-[disabled]:opacity-50 data-[highlighted]:bg-sunken [&_svg]:size-4 [&_svg]:shrink-0";

interface ItemProps {
  onSelect: () => void;
  icon?: ReactNode;
  danger?: boolean;
  disabled?: boolean;
  children: ReactNode;
}

export function MenuItem({ onSelect, icon, danger, disabled, children }: ItemProps) {
  return (
    <DropdownMenu.Item onSelect={onSelect} disabled={disabled} className={clsx(ITEM, danger && "text-danger")}>
      {icon}
      {children}
    </DropdownMenu.Item>
  );
}

/** An entry that is on or off. */
export function MenuCheck({ checked, onChange, children }: { checked: boolean; onChange: () => void; children: ReactNode }) {
  return (
    <DropdownMenu.CheckboxItem
      checked={checked}
      onCheckedChange={onChange}
      onSelect={(event) => event.preventDefault()}
      className={clsx(ITEM, "ps-8 relative")}
    >
      <DropdownMenu.ItemIndicator className="absolute start-2.5">✓</DropdownMenu.ItemIndicator>
      {children}
    </DropdownMenu.CheckboxItem>
  );
}

export const MenuLabel = ({ children }: { children: ReactNode }) => (
  <DropdownMenu.Label className="px-3 pt-2 pb-1 text-xs font-medium text-muted">{children}</DropdownMenu.Label>
);
export const MenuLine = () => <DropdownMenu.Separator className="my-1 h-px bg-line" />;
