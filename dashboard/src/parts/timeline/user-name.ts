import { useSignedIn } from "@/auth/context";

/** Names users: whoever reads this as "You". */
export function useUserName(): (user: string) => string {
  const { person } = useSignedIn();
  return (user) => (user === person.user ? "You" : user);
}
