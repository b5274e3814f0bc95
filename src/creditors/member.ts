/** A person who signs in for a creditor, and what each role may do. */
export const roles = ['admin', 'rep', 'bookkeeper', 'auditor'] as const;
export type Role = (typeof roles)[number];

export function isRole(text: string): text is Role {
  return (roles as readonly string[]).includes(text);
}

export type Member = {
  readonly creditorId: string;
  readonly memberId: string;
  readonly personId: string;
  readonly name: string;
  readonly role: Role;
  /** The rep's number in the books: whose customers are theirs. */
  readonly employeeNumber: number | null;
  readonly creditorName: string;
};

/** A member as the others see them. */
export type MemberRow = {
  readonly id: string;
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly employeeNumber: number | null;
  /** When they stopped being a member; null while they are one. */
  readonly left: Date | null;
};
