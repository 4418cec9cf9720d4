/**
 * Defines the properties that discord.js gives its objects. They come before those that somebody has added meanwhile,
 * which stay as they are.
 */
export function ownFirst(object: object, define: () => void): void {
	const added = Reflect.ownKeys(object);
	if (added.length === 0) {
		define();
		return;
	}
	const descriptors = Object.getOwnPropertyDescriptors(object);
	for (const key of added) Reflect.deleteProperty(object, key);
	define();
	Object.defineProperties(object, descriptors);
}
