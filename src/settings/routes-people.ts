import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { inviteMember } from '../creditors/invite-member.ts';
import { type Role, roles } from '../creditors/member.ts';
import { removeMember } from '../creditors/remove-member.ts';
import { readMembers } from '../creditors/store-members.ts';
import { mailSignInLink } from '../sending/mail-sign-in-link.ts';
import { sendProblem } from '../web/errors.ts';
import { redirectWithSentence } from '../web/flash.ts';
import { readForm } from '../web/forms.ts';
import { memberGate, memberOf } from '../web/member-session.ts';
import { asMember, showSettings } from './settings-page.ts';
import type { SettingsTools } from './tools.ts';

const page = '/settings/people';
const roleNames: { readonly [role in Role]: string } = {
  admin: 'Admin: decides, approves and invites',
  rep: 'Sales rep: holds and notes for own customers',
  bookkeeper: 'Bookkeeper: looks',
  auditor: 'Auditor: looks',
};
const inviteForm = z
  .object({
    name: z.string().trim().min(1, 'Write a name.').max(100, 'Keep the name under 100 characters.'),
    email: z
      .string()
      .trim()
      .max(254, 'This is too long for an e-mail address.')
      .pipe(z.email('Write an e-mail address.')),
    role: z.enum(roles, 'Choose what this person may do.'),
    employeeNumber: z
      .string()
      .trim()
      .regex(/^\d{0,9}$/, 'Write the employee’s number in e-conomic, digits only.')
      .transform((text) => (text === '' ? null : Number(text)))
      .default(null),
  })
  .refine((form) => form.role !== 'rep' || form.employeeNumber !== null, {
    path: ['employeeNumber'],
    message: 'A sales rep needs their employee number in e-conomic: it says whose customers are theirs.',
  });

/** Who may sign in, and as what. */
export function peopleRoutes(app: FastifyInstance, tools: SettingsTools): void {
  const { openWork } = tools;
  const look = { preHandler: memberGate({ db: tools.db }) };
  const change = { preHandler: memberGate({ db: tools.db, roles: ['admin'] }) };
  const pageOf = async (request: FastifyRequest, more: object = {}) => ({
    place: 'people' as const,
    title: 'People',
    members: (await asMember(openWork, request, readMembers)).map((member) => ({
      ...member,
      roleName: roleNames[member.role],
      isYou: member.id === memberOf(request).memberId,
    })),
    roles: roles.map((role) => ({ role, name: roleNames[role] })),
    errors: {},
    entered: {},
    ...more,
  });

  app.get(page, look, async (request, reply) => showSettings(reply, tools, await pageOf(request)));

  app.post(page, change, async (request, reply) => {
    const form = readForm(inviteForm, request.body);
    if (!form.ok) return showSettings(reply, tools, await pageOf(request, { status: 422, ...form }));
    const { name, email, role } = form.value;
    const employeeNumber = role === 'rep' ? form.value.employeeNumber : null;
    const invited = await asMember(openWork, request, async (work) => {
      const answer = await inviteMember(work, { name, email, role, employeeNumber });
      if (answer.kind === 'invited') {
        const { creditorName } = memberOf(request);
        const { personId } = answer;
        await mailSignInLink(work, tools, {
          personId,
          to: email,
          memberName: name,
          creditorName,
          language: 'en',
          claims: false,
        });
      }
      return answer.kind;
    });
    if (invited === 'already-a-member')
      return redirectWithSentence(reply, page, 'This person is a member already.', 'note');
    return redirectWithSentence(
      reply,
      page,
      `${name} is invited: a sign-in link is on its way and works for 15 minutes. After that, they ask for a new one at ${tools.publicUrl}/sign-in.`,
    );
  });

  app.post<{ Params: { id: string } }>(`${page}/:id/remove`, change, async (request, reply) => {
    if (!z.uuid().safeParse(request.params.id).success) return sendProblem(reply, 'not-found');
    const removal = await asMember(openWork, request, (work) => removeMember(work, request.params.id));
    switch (removal) {
      case 'not-a-member':
        return sendProblem(reply, 'not-found');
      case 'last-admin':
        return redirectWithSentence(
          reply,
          page,
          'The last admin stays: somebody must be able to decide. Invite another admin first.',
          'refused',
        );
      case 'removed':
        return redirectWithSentence(reply, page, 'Removed. They are signed out and can no longer sign in here.');
    }
  });
}
