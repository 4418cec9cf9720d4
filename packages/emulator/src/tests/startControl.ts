import { expect, onTestFinished } from 'vitest';
import { FreezableClock } from '../clock/index.js';
import { ControlServer } from '../control/index.js';
import { controlRoutes } from '../control/routes/index.js';
import { errorAnswer } from '../control/schemas/answers.js';
import type { EmulatorOptions } from '../options/index.js';
import { startEmulator } from './startEmulator.js';

/** The operations that any test has called with success. */
export const called = new Set<string>();

interface Given {
	readonly params?: Readonly<Record<string, string | number>>;
	readonly query?: Readonly<Record<string, string | number | boolean>>;
	readonly body?: unknown;
}

/** An emulator with its control API. Each answer is checked against its schema. */
export async function startControl(options: EmulatorOptions = {}) {
	const clock = new FreezableClock();
	const emulator = await startEmulator({ guilds: [{ members: 60 }], ...options }, clock);
	const control = new ControlServer(emulator, clock);
	await control.start();
	onTestFinished(() => control.stop());
	const request = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
		fetch(control.url + path, {
			method,
			headers: { authorization: `Bearer ${control.token}`, ...headers },
			...(body !== undefined && { body: JSON.stringify(body) }),
		});
	// biome-ignore lint/suspicious/noExplicitAny: tests look into any answer
	const call = async (name: string, { params = {}, query = {}, body }: Given = {}): Promise<any> => {
		const route = controlRoutes.find((each) => each.name === name);
		if (!route) throw new Error(`There is no operation ${name}.`);
		const path = route.path.replace(/\{(\w+)\}/g, (_, key: string) => encodeURIComponent(params[key] ?? 'first'));
		const search = new URLSearchParams(
			Object.fromEntries(Object.entries(query).map(([key, value]) => [key, String(value)])),
		);
		const response = await request(route.method, `${path}?${search}`, body);
		const text = await response.text();
		const json = text === '' ? undefined : JSON.parse(text);
		if (!response.ok) {
			expect(errorAnswer.safeParse(json).error).toBeUndefined();
			return { status: response.status, ...json };
		}
		expect(response.status).toBe(route.answer ? 200 : 204);
		if (route.answer) expect(route.answer.safeParse(json).error, name).toBeUndefined();
		called.add(name);
		return json;
	};
	return { emulator, clock, control, request, call, guild: emulator.world.guild() };
}
