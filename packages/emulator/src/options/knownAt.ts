import * as z from '../bundled/zod.js';

/** The known keys at a path of a schema. */
export function knownAt(schema: z.core.$ZodType, [step, ...rest]: readonly PropertyKey[]): string[] {
	if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
		return knownAt(schema.unwrap(), step === undefined ? [] : [step, ...rest]);
	if (schema instanceof z.ZodUnion)
		return [
			...new Set(
				schema.options.flatMap((each) => knownAt(each as z.ZodType, step === undefined ? [] : [step, ...rest])),
			),
		];
	if (schema instanceof z.ZodArray) return knownAt(schema.element, rest);
	if (!(schema instanceof z.ZodObject)) return [];
	if (step === undefined) return Object.keys(schema.shape);
	const inner = schema.shape[String(step)] ?? schema.def.catchall;
	return inner ? knownAt(inner, rest) : [];
}
