import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { changeRole } from '../creditors/change-role.ts';
import { inviteMember } from '../creditors/invite-member.ts';
import { type MemberRow, roles } from '../creditors/member.ts';
import { removeMember } from '../creditors/remove-member.ts';
import { readMember, readMembers } from '../creditors/store-members.ts';
import type { Work } from '../db/work.ts';
import { readEmployees } from '../mirror/store-reference.ts';
import { mailSignInLink } from '../sending/mail-sign-in-link.ts';
import { sendProblem } from '../web/errors.ts';
import { redirectWithSentence } from '../web/flash.ts';
import { readForm } from '../web/forms.ts';
import { memberGate, memberOf } from '../web/member-session.ts';
import { employeeChoices, inviteForm, mayOf, roleForm, roleNames } from './people-form.ts';
import { asMember, showSettings } from './settings-page.ts';
import type { SettingsTools } from './tools.ts';

const page = '/settings/people';
const lastAdmin = 'The last admin stays: somebody must be able to decide. Invite another admin first.';

type OfMember = { Params: { id: string } };

/** Who may sign in, and as what. */
export function peopleRoutes(app: FastifyInstance, tools: SettingsTools): void {
  const look = { preHandler: memberGate({ db: tools.db }) };
  const change = { preHandler: memberGate({ db: tools.db, roles: ['admin'] }) };

  app.get(page, look, async (request, reply) => showSettings(reply, tools, await pageOf(request, tools)));
  app.post(page, change, async (request, reply) => invite(request, reply, tools));
  app.post<OfMember>(`${page}/:id/invite`, change, async (request, reply) => inviteAgain(request, reply, tools));
  app.post<OfMember>(`${page}/:id/role`, change, async (request, reply) => setRole(request, reply, tools));
  app.post<OfMember>(`${page}/:id/remove`, change, async (request, reply) => remove(request, reply, tools));
}

async function pageOf(request: FastifyRequest, { openWork }: SettingsTools, more: object = {}) {
  const { members, employees } = await asMember(openWork, request, async (work) => ({
    members: await readMembers(work),
    employees: await readEmployees(work),
  }));
  const names = new Map(employees.map(({ number, name }) => [number, name]));
  return {
    place: 'people' as const,
    title: 'People',
    members: members.map((member) => ({
      ...member,
      roleName: roleNames[member.role],
      repOf: member.employeeNumber === null ? null : (names.get(member.employeeNumber) ?? member.employeeNumber),
      employees: employeeChoices(employees, member.employeeNumber),
      isYou: member.id === memberOf(request).memberId,
    })),
    roles: roles.map((role) => ({ role, name: roleNames[role] })),
    employees: employeeChoices(employees, null),
    errors: {},
    entered: {},
    ...more,
  };
}

async function invite(request: FastifyRequest, reply: FastifyReply, tools: SettingsTools): Promise<FastifyReply> {
  const form = readForm(inviteForm, request.body);
  if (!form.ok) return showSettings(reply, tools, await pageOf(request, tools, { status: 422, ...form }));
  const { name, email } = form.value;
  const invited = await asMember(tools.openWork, request, async (work) => {
    const answer = await inviteMember(work, { name, email, ...mayOf(form.value) });
    if (answer.kind === 'invited') await mailLink(work, tools, request, { personId: answer.personId, name, email });
    return answer.kind;
  });
  if (invited === 'already-a-member')
    return redirectWithSentence(
      reply,
      page,
      'This person is a member already. Below you can change what they may do, or mail a new link.',
      'note',
    );
  return redirectWithSentence(
    reply,
    page,
    `${name} is invited: a sign-in link is on its way and works for 15 minutes. After that, they ask for a new one at ${tools.publicUrl}/sign-in.`,
  );
}

/** A new sign-in link: the first one was not used in time, or went astray. */
async function inviteAgain(
  request: FastifyRequest<OfMember>,
  reply: FastifyReply,
  tools: SettingsTools,
): Promise<FastifyReply> {
  const { id } = request.params;
  if (!z.uuid().safeParse(id).success) return sendProblem(reply, 'not-found');
  const sent = await asMember(tools.openWork, request, async (work) => {
    const member = await readMember(work, id);
    if (member === null || member.left !== null) return null;
    return { name: member.name, mailed: await mailLink(work, tools, request, member) };
  });
  if (sent === null) return sendProblem(reply, 'not-found');
  if (!sent.mailed)
    return redirectWithSentence(
      reply,
      page,
      `${sent.name} has links that still work, so no further one was mailed. Try again in a quarter of an hour.`,
      'note',
    );
  return redirectWithSentence(
    reply,
    page,
    `A new sign-in link is on its way to ${sent.name}. It works for 15 minutes.`,
  );
}

async function setRole(
  request: FastifyRequest<OfMember>,
  reply: FastifyReply,
  tools: SettingsTools,
): Promise<FastifyReply> {
  const { id } = request.params;
  if (!z.uuid().safeParse(id).success) return sendProblem(reply, 'not-found');
  const form = readForm(roleForm, request.body);
  if (!form.ok) return redirectWithSentence(reply, page, Object.values(form.errors).join(' '), 'refused');
  const changed = await asMember(tools.openWork, request, (work) => changeRole(work, id, mayOf(form.value)));
  switch (changed) {
    case 'not-a-member':
      return sendProblem(reply, 'not-found');
    case 'last-admin':
      return redirectWithSentence(reply, page, lastAdmin, 'refused');
    case 'as-it-was':
      return redirectWithSentence(reply, page, 'Nothing was changed.', 'note');
    case 'changed':
      return redirectWithSentence(reply, page, 'Changed. It holds from their next click.');
  }
}

async function remove(
  request: FastifyRequest<OfMember>,
  reply: FastifyReply,
  tools: SettingsTools,
): Promise<FastifyReply> {
  const { id } = request.params;
  if (!z.uuid().safeParse(id).success) return sendProblem(reply, 'not-found');
  const removal = await asMember(tools.openWork, request, (work) => removeMember(work, id));
  switch (removal) {
    case 'not-a-member':
      return sendProblem(reply, 'not-found');
    case 'last-admin':
      return redirectWithSentence(reply, page, lastAdmin, 'refused');
    case 'removed':
      return redirectWithSentence(reply, page, 'Removed. They are signed out and can no longer sign in here.');
  }
}

/** False where they have enough links that still work. */
function mailLink(
  work: Work,
  tools: SettingsTools,
  request: FastifyRequest,
  { personId, name, email }: Pick<MemberRow, 'personId' | 'name' | 'email'>,
): Promise<boolean> {
  const { creditorName } = memberOf(request);
  return mailSignInLink(work, tools, {
    personId,
    to: email,
    memberName: name,
    creditorName,
    language: 'en',
    claims: false,
  });
}
