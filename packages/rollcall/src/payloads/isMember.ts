import type { RawMember } from '../interfaces/ITransport.js';
import { isSnowflake } from './isSnowflake.js';

/** Whether it has a user with an id that Discord can have given. */
export function isMember(value: unknown): value is RawMember {
	const id: unknown = (value as Partial<RawMember> | null | undefined)?.user?.id;
	return typeof id === 'string' && isSnowflake(id);
}
