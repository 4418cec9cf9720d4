import type * as z from '../bundled/zod.js';
import type { Control } from './Control.js';

/** A request as a route sees it: checked, and with the types of its schemas. */
export interface ControlCall<Params, Query, Body> {
	readonly control: Control;
	readonly params: Params;
	readonly query: Query;
	readonly body: Body;
	/** Fires when the client is gone. */
	readonly gone: AbortSignal;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One operation of the control API, and all that its description says. */
export interface ControlRoute<
	Params extends z.ZodType = z.ZodType,
	Query extends z.ZodType = z.ZodType,
	Body extends z.ZodType = z.ZodType,
> {
	readonly method: Method;
	/** With `{name}` for parameters. */
	readonly path: string;
	/** `operationId` of the description. */
	readonly name: string;
	readonly summary: string;
	/** The part of the page that it belongs to. */
	readonly tag: string;
	readonly params?: Params;
	readonly query?: Query;
	readonly body?: Body;
	/** Without it, the answer is 204. */
	readonly answer?: z.ZodType;
	/** Answers without a token. */
	readonly isPublic?: boolean;
	/** Gives the answer, or a promise of it. Tests check each answer against its schema. */
	handle(call: ControlCall<z.output<Params>, z.output<Query>, z.output<Body>>): unknown;
}

/** Types a route by its schemas. */
export function route<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType>(
	definition: ControlRoute<Params, Query, Body>,
): ControlRoute {
	return definition as unknown as ControlRoute;
}
