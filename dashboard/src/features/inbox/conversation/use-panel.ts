import { useState } from "react";

const KEPT = "contact-panel";
const WIDE = "(min-width: 1400px)";

/** Whether the panel is open: as it was left, else where there is room for it. */
export function usePanel(): [isOpen: boolean, turn: () => void] {
  const [isOpen, setOpen] = useState(() => matchMedia(WIDE).matches && localStorage.getItem(KEPT) !== "closed");
  const turn = () => {
    if (matchMedia(WIDE).matches) localStorage.setItem(KEPT, isOpen ? "closed" : "open");
    setOpen(!isOpen);
  };
  return [isOpen, turn];
}
