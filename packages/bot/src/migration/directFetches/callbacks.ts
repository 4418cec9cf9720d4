import ts from 'typescript';
import { access, bare } from './names.js';

/** The method that a function is handed to as an argument. */
export interface CalledWith {
	/** Whose method: `client` of `client.on(…)`. */
	readonly of: ts.Expression;
	readonly name: string;
	/** What it was called with before the function. */
	readonly before: readonly ts.Expression[];
	/** Which parameter of the function it is. */
	readonly index: number;
}

/** The method whose callback has this parameter; `undefined` where the function is no argument of a method. */
export function calledWith(parameter: ts.ParameterDeclaration): CalledWith | undefined {
	const callback = parameter.parent;
	if (!ts.isArrowFunction(callback) && !ts.isFunctionExpression(callback)) return undefined;
	const call = callback.parent;
	if (!ts.isCallExpression(call)) return undefined;
	const place = call.arguments.indexOf(callback);
	const method = access(bare(call.expression));
	if (!method || place < 0) return undefined;
	const index = callback.parameters.indexOf(parameter);
	return { of: method.of, name: method.name, before: call.arguments.slice(0, place), index };
}

const OF_EACH = new Set([
	...[
		'map',
		'forEach',
		'each',
		'tap',
		'filter',
		'find',
		'findKey',
		'findLast',
		'some',
		'every',
		'flatMap',
		'mapValues',
	],
	...['partition', 'sweep', 'sort', 'sorted', 'toSorted', 'findIndex', 'groupBy', 'toSorted'],
]);
const OF_PAIRS = new Set(['sort', 'sorted', 'toSorted']);

/** Whether a callback is given each element of a list in this parameter: `role` of `roles.map((role) => …)`. */
export function isElement({ name, index }: CalledWith): boolean {
	if (name === 'reduce') return index === 1;
	return OF_EACH.has(name) && (index === 0 || (index === 1 && OF_PAIRS.has(name)));
}

/** Whether the parameter is one of a callback that goes over a list. */
export function isOfArray(parameter: ts.ParameterDeclaration): boolean {
	const called = calledWith(parameter);
	return called !== undefined && isElement(called);
}
