import { isIPv6 } from 'node:net';

/** One machine may have any address of a /64 network. */
export function networkOf(address: string): string {
	if (!isIPv6(address) || address.includes('.')) return address;
	const [before = [], after = []] = address.split('::').map((part) => part.split(':').filter((group) => group !== ''));
	const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0');
	return [...before, ...zeros, ...after].slice(0, 4).join(':');
}
