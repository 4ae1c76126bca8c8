import "./patchbay.css";

export { CallButton, type CallButtonProps } from "./call-button";
export { Conversation, type ConversationProps } from "./conversation";
export { Inbox, type InboxProps } from "./inbox";
export { PatchbayProvider, type PatchbayProviderProps } from "./provider";
