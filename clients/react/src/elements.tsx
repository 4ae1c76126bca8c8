import { createRoot, type Root } from "react-dom/client";
import type { ReactNode } from "react";

import { CallButton } from "./call-button";
import { connect, type Connected, ConnectedContext } from "./connected";
import { Conversation } from "./conversation";
import { Inbox } from "./inbox";
import css from "./patchbay.css?inline";
import type { PatchbayProviderProps } from "./provider";
import type { Thread } from "./records";

let connected: Connected | undefined;
const waiting = new Set<PatchbayElement>();
const sheet = new CSSStyleSheet();
sheet.replaceSync(css);

/** Where the API is, and who asks. Elements show nothing before. */
export function configure({ baseUrl, token }: Pick<PatchbayProviderProps, "baseUrl" | "token">) {
  connected = connect(baseUrl, token);
  for (const element of waiting) element.show();
}

/** An element of its own look: the page's styles do not reach in, its variables do. */
abstract class PatchbayElement extends HTMLElement {
  private root: Root | undefined;

  connectedCallback() {
    const shadow = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [sheet];
    this.root = createRoot(shadow);
    waiting.add(this);
    this.show();
  }

  disconnectedCallback() {
    waiting.delete(this);
    this.root?.unmount();
    this.root = undefined;
  }

  attributeChangedCallback() {
    this.show();
  }

  show() {
    if (connected) this.root?.render(<ConnectedContext.Provider value={connected}>{this.content()}</ConnectedContext.Provider>);
  }

  protected text(name: string): string | undefined {
    return this.getAttribute(name) ?? undefined;
  }

  protected abstract content(): ReactNode;
}

class ConversationElement extends PatchbayElement {
  static observedAttributes = ["contact", "from", "channel", "lead-id", "heading"];

  protected content() {
    const [contact, from] = [this.text("contact"), this.text("from")];
    if (!contact || !from) return null;
    const channel = this.text("channel") === "whatsapp" ? "whatsapp" : "sms";
    return <Conversation contact={contact} from={from} channel={channel} leadId={this.text("lead-id")} title={this.text("heading")} />;
  }
}

class InboxElement extends PatchbayElement {
  static observedAttributes = ["status"];

  protected content() {
    const open = (detail: Thread) => this.dispatchEvent(new CustomEvent("open", { detail }));
    return <Inbox status={this.text("status") === "done" ? "done" : "open"} onOpen={open} />;
  }
}

class CallButtonElement extends PatchbayElement {
  static observedAttributes = ["to", "from", "connect", "lead-id", "label"];

  protected content() {
    const to = this.text("to");
    if (!to) return null;
    return <CallButton to={to} from={this.text("from")} connect={this.text("connect")} leadId={this.text("lead-id")} label={this.text("label")} />;
  }
}

customElements.define("patchbay-conversation", ConversationElement);
customElements.define("patchbay-inbox", InboxElement);
customElements.define("patchbay-call-button", CallButtonElement);
