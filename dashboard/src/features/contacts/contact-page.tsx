import { Navigate, useParams } from "@tanstack/react-router";

import { useContact } from "@/parts/contacts";
import { Empty } from "@/ui/empty";
import { SkeletonRows } from "@/ui/skeleton";

import { ContactView } from "./detail/contact-view";

/** A person: who it is, and what has happened. */
export function ContactPage() {
  const { contactId } = useParams({ from: "/contacts/$contactId" });
  const { data: contact, isPending, error } = useContact(contactId);
  if (isPending) return <SkeletonRows count={3} />;
  if (error) return <Empty title="This contact could not be read">{error.message}</Empty>;
  // It has become part of another one, which its id leads to.
  if (contact.contact_id !== contactId) return <Navigate to="/contacts/$contactId" params={{ contactId: contact.contact_id }} search={true} replace />;
  return <ContactView key={contactId} contact={contact} />;
}
