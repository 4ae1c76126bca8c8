import { useNavigate, useSearch } from "@tanstack/react-router";
import { ListFilter } from "lucide-react";

import { CHANNEL_NAMES } from "@/parts/channel-icon";
import { useOwnNumberName } from "@/parts/own-number-name";
import { useOwnNumbers } from "@/parts/own-numbers";
import { useTags } from "@/parts/tags";
import { IconButton } from "@/ui/icon-button";
import { Menu, MenuCheck, MenuLabel } from "@/ui/menu";

import { CHANNELS, type InboxSearch } from "../../search";

/** Narrows the list: by tag, user, channel and own number. */
export function FilterMenu({ colleagues }: { colleagues: string[] }) {
  const search = useSearch({ from: "/inbox" });
  const navigate = useNavigate();
  const tags = useTags().data?.items ?? [];
  const { data: numbers = [] } = useOwnNumbers();
  const nameOf = useOwnNumberName();
  const turn = <Name extends keyof InboxSearch>(name: Name, value: InboxSearch[Name]) => ({
    checked: search[name] === value,
    onChange: () => void navigate({ to: ".", search: (now) => ({ ...now, [name]: now[name] === value ? undefined : value }) }),
  });
  return (
    <Menu
      trigger={
        <IconButton label="Filter">
          <ListFilter aria-hidden />
        </IconButton>
      }
    >
      {tags.length > 0 && <MenuLabel>Tag</MenuLabel>}
      {tags.map(({ name }) => (
        <MenuCheck key={name} {...turn("tag", name)}>
          {name}
        </MenuCheck>
      ))}
      {search.view !== "mine" && (
        <>
          <MenuLabel>Assigned to</MenuLabel>
          {colleagues.map((user, index) => (
            <MenuCheck key={user} {...turn("assigned", user)}>
              {index === 0 ? `Me (${user})` : user}
            </MenuCheck>
          ))}
        </>
      )}
      <MenuLabel>Channel</MenuLabel>
      {CHANNELS.map((channel) => (
        <MenuCheck key={channel} {...turn("channel", channel)}>
          {CHANNEL_NAMES[channel]}
        </MenuCheck>
      ))}
      {numbers.length > 1 && <MenuLabel>Your number</MenuLabel>}
      {numbers.length > 1 &&
        numbers.map((number) => (
          <MenuCheck key={number.phone_number} {...turn("number", number.phone_number)}>
            {nameOf(number)}
          </MenuCheck>
        ))}
    </Menu>
  );
}
