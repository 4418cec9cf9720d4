import { withoutSecrets } from '../errors/withoutSecrets.js';

const SHOWN = ['code', 'status', 'method'] as const;

/**
 * The parts of an error that go into the log. The URL and the body of a request are left out, because they carry tokens
 * of interactions and data of members. So are all `secrets`.
 */
export function describeError(error: unknown, secrets: readonly string[] = []): Record<string, unknown> {
	if (!(error instanceof Error)) return { message: hide(String(error), secrets) };
	const { name, message, stack, cause } = error;
	const facts = SHOWN.flatMap((key) => (key in error ? [[key, (error as never)[key]]] : []));
	return {
		name,
		message: hide(message, secrets),
		...Object.fromEntries(facts),
		...(stack && { stack: hide(stack, secrets) }),
		...(cause !== undefined && { cause: describeError(cause, secrets) }),
	};
}

function hide(text: string, secrets: readonly string[]): string {
	return withoutSecrets(secrets.reduce((rest, secret) => rest.replaceAll(secret, '[secret]'), text));
}
