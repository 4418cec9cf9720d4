import { differenceOfIds } from '../../migration/index.js';
import type { Holder, HolderList } from '../judgement/ActivityReport.js';

const FIELDS = ['username', 'displayName', 'isBot', 'joinedAt'] as const;
const NAMED = 20;

/**
 * The differences of two lists, for the log: ids and names of fields, without their values. `undefined` if they agree.
 */
export function compareHolders(legacy: HolderList, optimized: HolderList): object | undefined {
	const ids = differenceOfIds(idsOf(legacy), idsOf(optimized));
	const byId = new Map(optimized.holders.map((holder) => [holder.id, holder]));
	const fields = legacy.holders.flatMap((holder) => fieldsOf(holder, byId.get(holder.id)));
	if (!ids && fields.length === 0) return undefined;
	const complete = { legacy: legacy.complete, optimized: optimized.complete };
	return { ...ids, complete, differingCount: fields.length, differing: fields.slice(0, NAMED) };
}

const idsOf = ({ holders }: HolderList) => holders.map(({ id }) => id);

function fieldsOf(legacy: Holder, optimized: Holder | undefined): { id: string; fields: string[] }[] {
	if (!optimized) return [];
	const fields = FIELDS.filter((field) => legacy[field] !== optimized[field]);
	return fields.length > 0 ? [{ id: legacy.id, fields }] : [];
}
