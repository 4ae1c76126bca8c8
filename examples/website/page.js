import { configure } from "/elements.js";

const { api } = await ask();
configure({ baseUrl: api, token: async () => (await ask()).token });

// Another conversation is shown where the first one was.
document.querySelector("patchbay-inbox").addEventListener("open", ({ detail: thread }) => {
  const conversation = document.querySelector("patchbay-conversation");
  conversation.setAttribute("contact", thread.contact_number);
  conversation.setAttribute("from", thread.own_number);
  conversation.setAttribute("heading", thread.contact_name ?? thread.contact_number);
  conversation.removeAttribute("lead-id");
});

async function ask() {
  const answer = await fetch("/token", { method: "POST" });
  return answer.json();
}
