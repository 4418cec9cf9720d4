import type { RawMember } from '../interfaces/ITransport.js';
import type { MemberEvent, MemberPatch } from '../roster/MemberEvent.js';

/** A member with the fields that Discord always sends; `fields` are laid over them. */
export function aMember(id: string, fields: MemberPatch = {}): RawMember {
	const { user, ...rest } = fields;
	return {
		user: { id, username: `user${id}`, discriminator: '0', global_name: null, avatar: null, ...user },
		nick: null,
		avatar: null,
		roles: [],
		joined_at: '2020-01-01T00:00:00.000Z',
		deaf: false,
		mute: false,
		flags: 0,
		...rest,
	} as RawMember;
}

export function anAdd(id: string, fields: MemberPatch = {}): MemberEvent {
	return { type: 'add', userId: id, member: aMember(id, fields) };
}

export function anUpdate(id: string, patch: MemberPatch, provesMembership = true): MemberEvent {
	return { type: 'update', userId: id, patch, provesMembership };
}

export function aRemove(id: string): MemberEvent {
	return { type: 'remove', userId: id };
}

export function aRoleDelete(roleId: string): MemberEvent {
	return { type: 'roleDelete', roleId };
}
