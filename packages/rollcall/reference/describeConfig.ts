import { z } from 'zod';
import { DEFAULT_CONFIG } from '../src/config/defaults.js';
import { configSchema } from '../src/config/schema.js';
import type { ConfigKey } from './ConfigKey.js';
import { rangeOf } from './rangeOf.js';
import type { KeyText } from './readKeyTexts.js';

/** A value of the schema, as JSON Schema tells it. */
export interface ValueSchema {
	readonly type?: string;
	readonly properties?: Readonly<Record<string, ValueSchema>>;
	readonly unit?: string;
	readonly minimum?: number;
	readonly exclusiveMinimum?: number;
	readonly maximum?: number;
}

type Tree = Readonly<Record<string, unknown>>;

/**
 * Every key of the schema, in its order, with what the schema, the defaults and the TSDoc say of it.
 *
 * @throws Error that names a key without a text
 */
export function describeConfig(texts: ReadonlyMap<string, KeyText>): ConfigKey[] {
	const { properties = {} } = z.toJSONSchema(configSchema, { unrepresentable: 'any', io: 'input' }) as ValueSchema;
	return leavesOf(properties).map(([path, value]) => {
		const text = texts.get(path.join('.'));
		if (!text) throw new Error(`config.${path.join('.')}: MemberFetchConfig.ts does not say what it does.`);
		const { unit } = value;
		return {
			path: path.join('.'),
			defaultValue: path.reduce<unknown>((tree, key) => (tree as Tree)[key], DEFAULT_CONFIG),
			...(unit !== undefined && { unit }),
			range: rangeOf(path, value),
			effect: text.effect,
		};
	});
}

function leavesOf(properties: Readonly<Record<string, ValueSchema>>, above: string[] = []): [string[], ValueSchema][] {
	return Object.entries(properties).flatMap(([key, value]): [string[], ValueSchema][] =>
		value.properties ? leavesOf(value.properties, [...above, key]) : [[[...above, key], value]],
	);
}
