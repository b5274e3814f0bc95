/** What the people page asks for: who is invited, and what a member may do. */
import { z } from 'zod';
import { type Role, roles } from '../creditors/member.ts';
import type { EmployeeRow } from '../mirror/port.ts';

export const roleNames: { readonly [role in Role]: string } = {
  admin: 'Admin: decides, approves and invites',
  rep: 'Sales rep: holds and notes for own customers',
  bookkeeper: 'Bookkeeper: looks',
  auditor: 'Auditor: looks',
};

const repRule = {
  path: ['employeeNumber'],
  message: 'A sales rep needs their employee number in e-conomic: it says whose customers are theirs.',
};

const mayFields = {
  role: z.enum(roles, 'Choose what this person may do.'),
  employeeNumber: z
    .string()
    .trim()
    .regex(/^\d{0,9}$/, 'Write the employee’s number in e-conomic, digits only.')
    .transform((text) => (text === '' ? null : Number(text)))
    .default(null),
};

type May = { readonly role: Role; readonly employeeNumber: number | null };

const repIsMapped = ({ role, employeeNumber }: May) => role !== 'rep' || employeeNumber !== null;

export const inviteForm = z
  .object({
    name: z.string().trim().min(1, 'Write a name.').max(100, 'Keep the name under 100 characters.'),
    email: z
      .string()
      .trim()
      .max(254, 'This is too long for an e-mail address.')
      .pipe(z.email('Write an e-mail address.')),
    ...mayFields,
  })
  .refine(repIsMapped, repRule);

export const roleForm = z.object(mayFields).refine(repIsMapped, repRule);

/** Only a rep has customers of their own. */
export function mayOf({ role, employeeNumber }: May): May {
  return { role, employeeNumber: role === 'rep' ? employeeNumber : null };
}

/** The employees of the books as choices; a number that is not among them any more stays one. */
export function employeeChoices(employees: readonly EmployeeRow[], chosen: number | null) {
  const known = employees.map(({ number, name }) => ({ value: String(number), name: `${name} (${number})` }));
  const missing = chosen !== null && !employees.some(({ number }) => number === chosen);
  return [...known, ...(missing ? [{ value: String(chosen), name: `Employee ${chosen}` }] : [])];
}
