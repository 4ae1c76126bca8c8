import { useState } from "react";

import { useNumbers } from "../sim/settings";

/** Which number the phone writes to and calls: the one that was chosen for as long as it is there, at first any. */
export function useLine() {
  const numbers = useNumbers();
  const [chosen, choose] = useState<string>();
  const known = (numbers.data ?? []).map(({ phone_number }) => phone_number);
  const own = chosen && known.includes(chosen) ? chosen : known[0];
  if (own !== chosen) choose(own);
  return { numbers, own, choose };
}
