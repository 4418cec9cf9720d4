import type { Control } from './Control.js';
import { checkInput } from './checkInput.js';
import { Refused } from './Refused.js';
import { controlRoutes } from './routes/index.js';
import { empty } from './schemas/common.js';

/**
 * Does what an operation of the control API does, without HTTP.
 *
 * @param given - The parameters of its path and its query, and the fields of its body, all in one.
 */
export async function operate(
	control: Control,
	name: string,
	given: Readonly<Record<string, unknown>>,
	gone: AbortSignal,
): Promise<unknown> {
	const route = controlRoutes.find((each) => each.name === name);
	if (!route) throw new Refused(404, `There is no operation ${name}.`);
	const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, key = '']) => key);
	const inQuery = route.query && 'shape' in route.query ? Object.keys(route.query.shape as object) : [];
	const pick = (belongs: (key: string) => boolean) =>
		Object.fromEntries(Object.entries(given).filter(([key]) => belongs(key)));
	const params = { ...defaultsOf(inPath), ...pick((key) => inPath.includes(key)) };
	// A field of the body may have the name of a parameter, such as `userId`; then it cannot be given here.
	const body = pick((key) => !inPath.includes(key) && !inQuery.includes(key));
	const answer: unknown = await route.handle({
		...{ control, gone },
		params: checkInput('with', route.params ?? empty, params),
		query: checkInput(
			'with',
			route.query ?? empty,
			pick((key) => inQuery.includes(key)),
		),
		body: checkInput('with', route.body ?? empty, body, [...inPath, ...inQuery]),
	});
	return answer;
}

/** Most scenarios have one guild, one bot, and an actor who may do everything. */
function defaultsOf(names: readonly string[]): Record<string, string> {
	const usual: Readonly<Record<string, string>> = { guildId: 'first', botId: 'first', userId: 'owner' };
	return Object.fromEntries(names.flatMap((name) => (usual[name] === undefined ? [] : [[name, usual[name]]])));
}
