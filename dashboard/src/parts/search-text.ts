import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";

/** The text of a field that searches; `q` is what the URL has of it, and follows what is typed. */
export function useSearchText(q: string) {
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(q);
  // The URL may change by itself: by the way back, or by another view.
  useEffect(() => {
    if (document.activeElement !== input.current) setText(q);
  }, [q]);
  const write = (wanted: string) => {
    setText(wanted);
    void navigate({ to: ".", search: (now) => ({ ...now, q: wanted.trim() || undefined }), replace: true });
  };
  return { input, text, write };
}
