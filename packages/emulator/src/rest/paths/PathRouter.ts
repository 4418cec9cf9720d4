/** The longest parameter: a webhook's token has some hundred characters. */
const MOST_CHARACTERS = 512;

interface Node<Value> {
	readonly steps: Map<string, Node<Value>>;
	parameter: Node<Value> | undefined;
	/** By method. */
	readonly ends: Map<string, { readonly value: Value; readonly names: readonly string[] }>;
}

/** What a path leads to, and its parameters. */
export interface Found<Value> {
	readonly value: Value;
	readonly params: Readonly<Record<string, string>>;
}

const createNode = <Value>(): Node<Value> => ({ steps: new Map(), parameter: undefined, ends: new Map() });

/** Finds things by method and path. `:name` is any one step, and a step that is spelt out takes precedence. */
export class PathRouter<Value> {
	readonly #root = createNode<Value>();

	on(method: string, path: string, value: Value): void {
		const names: string[] = [];
		let node = this.#root;
		for (const step of stepsOf(path)) {
			if (step.startsWith(':')) {
				names.push(step.slice(1));
				node.parameter ??= createNode<Value>();
				node = node.parameter;
			} else {
				const next = node.steps.get(step) ?? createNode<Value>();
				node.steps.set(step, next);
				node = next;
			}
		}
		if (node.ends.has(method)) throw new Error(`${method} ${path} is there twice`);
		node.ends.set(method, { value, names });
	}

	/** A slash at the end does not matter. */
	find(method: string, path: string): Found<Value> | undefined {
		const steps = stepsOf(path).map(decode);
		if (steps.some((step) => step === undefined || step === '')) return undefined;
		return find(this.#root, method, steps as string[], 0, []);
	}
}

function find<Value>(
	node: Node<Value>,
	method: string,
	steps: readonly string[],
	at: number,
	given: readonly string[],
): Found<Value> | undefined {
	const step = steps[at];
	if (step === undefined) {
		const end = node.ends.get(method);
		return (
			end && { value: end.value, params: Object.fromEntries(end.names.map((name, n) => [name, given[n] as string])) }
		);
	}
	const next = node.steps.get(step);
	const spelt = next && find(next, method, steps, at + 1, given);
	if (spelt || !node.parameter || step.length > MOST_CHARACTERS) return spelt;
	return find(node.parameter, method, steps, at + 1, [...given, step]);
}

const stepsOf = (path: string): string[] =>
	path
		.replace(/^\//, '')
		.replace(/(?<=.)\/$/, '')
		.split('/');

function decode(step: string): string | undefined {
	try {
		return decodeURIComponent(step);
	} catch {
		return undefined;
	}
}
