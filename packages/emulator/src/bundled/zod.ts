/**
 * What the emulator uses of zod. The build puts the code into this file, since all of zod takes 6 MB.
 *
 * The declarations of the package's entry lead nowhere near here: whoever installs the package has no zod.
 */

export type { core, infer, output, RefinementCtx, ZodRawShape } from 'zod';
export {
	array,
	boolean,
	discriminatedUnion,
	enum,
	int,
	literal,
	looseObject,
	number,
	object,
	preprocess,
	record,
	strictObject,
	string,
	toJSONSchema,
	union,
	unknown,
	ZodArray,
	ZodBoolean,
	ZodDefault,
	ZodDiscriminatedUnion,
	ZodLiteral,
	ZodNullable,
	ZodNumber,
	ZodObject,
	ZodOptional,
	ZodType,
	ZodUnion,
} from 'zod';
