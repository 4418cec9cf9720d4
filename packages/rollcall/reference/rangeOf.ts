import { DEFAULT_CONFIG } from '../src/config/defaults.js';
import { configSchema } from '../src/config/schema.js';
import type { ValueSchema } from './describeConfig.js';
import { showNumber } from './showNumber.js';

/** What a value may be: its bounds where it has any, else what the schema asks for when it is given something else. */
export function rangeOf(path: readonly string[], value: ValueSchema): string {
	const { type, minimum, exclusiveMinimum, maximum = Number.MAX_SAFE_INTEGER } = value;
	const bounds = [
		type === 'integer' && 'whole',
		minimum !== undefined && `≥ ${showNumber(minimum)}`,
		exclusiveMinimum !== undefined && `> ${showNumber(exclusiveMinimum)}`,
		maximum < Number.MAX_SAFE_INTEGER && `≤ ${showNumber(maximum)}`,
	].filter((bound) => bound !== false);
	return bounds.length > 0 ? bounds.join(', ') : refusal(path);
}

function refusal(path: readonly string[]): string {
	const wrong = structuredClone(DEFAULT_CONFIG) as unknown as Record<string, unknown>;
	const section = path.slice(0, -1).reduce((tree, key) => tree[key] as typeof wrong, wrong);
	section[path.at(-1) ?? ''] = null;
	return configSchema.safeParse(wrong).error?.issues[0]?.message ?? 'anything';
}
