/**
 * The address of the gateway for a client that calls the emulator by this host. If the host worked once, for example by
 * a forwarded port of a container, it works again.
 */
export const gatewayUrlAt = (host: string): string => `ws://${host}/gateway`;
