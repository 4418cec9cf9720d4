import type { RawRole } from '../interfaces/ITransport.js';

/** Whether it has the fields that are read of a role. */
export function isRole(data: unknown): data is RawRole {
	const { id, name } = (data ?? {}) as Partial<RawRole>;
	return typeof id === 'string' && typeof name === 'string';
}
