const FROM = "call-from";
const PHONE = "call-own-phone";

/** How this browser's user called last: from which number, and at which phone of theirs. */
export const callSettings = {
  from: () => localStorage.getItem(FROM) ?? "",
  phone: () => localStorage.getItem(PHONE) ?? "",
  keep(from: string, phone: string) {
    localStorage.setItem(FROM, from);
    if (phone) localStorage.setItem(PHONE, phone);
    else localStorage.removeItem(PHONE);
  },
};
